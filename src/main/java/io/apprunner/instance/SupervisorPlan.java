// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance;

import io.apprunner.filesystems.mount.LayerView;
import io.apprunner.image.Region;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the launcher asks of the supervisor. It travels as an argument list; it holds nothing secret, because other users
 * can read argument lists.
 *
 * @param image descriptor of the image
 * @param bwrap descriptor of the bubblewrap program
 * @param front descriptor of a pipe that the launcher's process keeps open, whose end ends everything
 * @param errors descriptor of the standard error that the supervisor and the guest are to have
 * @param mountPoint an empty folder for the instance's private mounts
 * @param upper the upper dir, which is locked while the instance lives
 * @param work the work dir of the overlay, which is made for the run and removed after it
 * @param view how the layers are shown
 * @param startFiles where to write which files of the layers were read; empty for nowhere
 * @param passwd the guest's /etc/passwd, one line
 * @param shell where the guest's shell stands in the image
 * @param layers where the layers stand, the lowest first
 * @param guest bubblewrap's argument list for the guest
 */
public record SupervisorPlan(
        int image,
        int bwrap,
        int front,
        int errors,
        Path mountPoint,
        Path upper,
        Path work,
        LayerView view,
        String startFiles,
        String passwd,
        Region shell,
        List<Layer> layers,
        List<String> guest) {

    /**
     * A layer of the instance.
     *
     * @param descriptor the file that it stands in
     * @param region where it stands there
     */
    public record Layer(int descriptor, Region region) {}

    /** The folder of the private mounts that holds one mount point for each layer. */
    static final String LAYERS = "layers";

    /** The folder of the private mounts that holds the guest's tools. */
    static final String TOOLS = "bin";

    /** The file of the private mounts that is the guest's /etc/passwd. */
    static final String PASSWD = "passwd";

    private static final int FIXED = 12;

    /** Makes the lists unmodifiable. */
    public SupervisorPlan {
        layers = List.copyOf(layers);
        guest = List.copyOf(guest);
    }

    /** Where layer {@code index} gets mounted. */
    static Path layer(Path mountPoint, int index) {
        return mountPoint.resolve(LAYERS).resolve(Integer.toString(index));
    }

    /** The plan as arguments. */
    public List<String> encode() {
        List<String> arguments = new ArrayList<>(List.of(
                "" + image,
                "" + bwrap,
                "" + front,
                "" + errors,
                mountPoint.toString(),
                upper.toString(),
                work.toString(),
                String.join(":", view.encode()),
                startFiles,
                passwd,
                encode(shell),
                "" + layers.size()));
        layers.forEach(layer -> arguments.add(layer.descriptor() + ":" + encode(layer.region())));
        arguments.addAll(guest);
        return arguments;
    }

    /** The plan that {@link #encode} made these arguments of. */
    public static SupervisorPlan decode(List<String> arguments) {
        int layerCount = Integer.parseInt(arguments.get(11));
        return new SupervisorPlan(
                Integer.parseInt(arguments.get(0)),
                Integer.parseInt(arguments.get(1)),
                Integer.parseInt(arguments.get(2)),
                Integer.parseInt(arguments.get(3)),
                Path.of(arguments.get(4)),
                Path.of(arguments.get(5)),
                Path.of(arguments.get(6)),
                LayerView.decode(List.of(arguments.get(7).split(":", -1))),
                arguments.get(8),
                arguments.get(9),
                region(arguments.get(10)),
                arguments.subList(FIXED, FIXED + layerCount).stream()
                        .map(SupervisorPlan::layer)
                        .toList(),
                arguments.subList(FIXED + layerCount, arguments.size()));
    }

    private static Layer layer(String text) {
        int colon = text.indexOf(':');
        return new Layer(Integer.parseInt(text.substring(0, colon)), region(text.substring(colon + 1)));
    }

    private static String encode(Region region) {
        return region.offset() + ":" + region.size();
    }

    private static Region region(String text) {
        int colon = text.indexOf(':');
        return new Region(Long.parseLong(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
    }
}
