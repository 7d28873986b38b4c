// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance;

import io.apprunner.bwrap.seccomp.Filter;
import io.apprunner.filesystems.mount.LayerView;
import io.apprunner.image.Region;
import io.apprunner.instance.system.SystemPlan;
import io.apprunner.subprocess.Message;
import io.apprunner.subprocess.MessageReader;
import io.apprunner.subprocess.MessageWriter;
import io.apprunner.text.RawPath;
import java.nio.file.Path;
import java.util.List;

/**
 * What the launcher asks of the supervisor. Descriptors are the supervisor's numbers.
 *
 * @param image descriptor of the image
 * @param bwrap descriptor of the bubblewrap program
 * @param front descriptor of a pipe that the launcher's process keeps open, whose end ends everything
 * @param errors descriptor of the standard error that the supervisor and the guest are to have
 * @param leader descriptor of the socket of the guest's leader, whose other end the front has
 * @param passed what the guest has of our open files
 * @param mounts where the instance's private mounts are
 * @param upper the upper dir, which is locked while the instance lives
 * @param work the work dir of the overlay, which is made for the run and removed after it
 * @param view how the layers are shown
 * @param startFiles where to write which files of the layers were read; empty for nowhere
 * @param system what the guest's system files are to say
 * @param files the contents of files that are made for the guest
 * @param tools the programs that the guest is given
 * @param layers where the layers stand, the lowest first
 * @param options bubblewrap's options for the guest
 * @param filter the system calls that the guest is refused
 * @param abstractSockets whether the guest may reach sockets of the host that have no file
 * @param command what runs in the guest
 */
public record SupervisorPlan(
        int image,
        int bwrap,
        int front,
        int errors,
        int leader,
        PassedDescriptors passed,
        PrivateMounts mounts,
        Path upper,
        Path work,
        LayerView view,
        String startFiles,
        SystemPlan system,
        List<String> files,
        List<GuestTool> tools,
        List<Layer> layers,
        List<String> options,
        Filter filter,
        boolean abstractSockets,
        List<String> command)
        implements Message {

    /**
     * A program that the image carries for its guests.
     *
     * @param name its file name in the guest
     * @param region where it stands in the image
     */
    public record GuestTool(String name, Region region) {
        private void write(MessageWriter out) {
            out.text(name);
            SupervisorPlan.write(out, region);
        }

        private static GuestTool read(MessageReader in) {
            return new GuestTool(in.text(), SupervisorPlan.region(in));
        }
    }

    /**
     * A layer of the instance.
     *
     * @param descriptor the file that it stands in
     * @param region where it stands there
     */
    public record Layer(int descriptor, Region region) {
        private void write(MessageWriter out) {
            out.number(descriptor);
            SupervisorPlan.write(out, region);
        }

        private static Layer read(MessageReader in) {
            return new Layer(in.small(), SupervisorPlan.region(in));
        }
    }

    /** Makes the lists unmodifiable. */
    public SupervisorPlan {
        files = List.copyOf(files);
        tools = List.copyOf(tools);
        layers = List.copyOf(layers);
        options = List.copyOf(options);
        command = List.copyOf(command);
    }

    @Override
    public void write(MessageWriter out) {
        out.number(image);
        out.number(bwrap);
        out.number(front);
        out.number(errors);
        out.number(leader);
        out.number(passed.count());
        out.text(RawPath.text(mounts.folder()));
        out.text(RawPath.text(upper));
        out.text(RawPath.text(work));
        view.write(out);
        out.text(startFiles);
        system.write(out);
        out.texts(files);
        out.list(tools, tool -> tool.write(out));
        out.list(layers, layer -> layer.write(out));
        out.texts(options);
        out.list(filter.words(), out::number);
        out.flag(abstractSockets);
        out.texts(command);
    }

    /** The plan that {@link #write} has written. */
    public static SupervisorPlan read(MessageReader in) {
        return new SupervisorPlan(
                in.small(),
                in.small(),
                in.small(),
                in.small(),
                in.small(),
                new PassedDescriptors(in.small()),
                new PrivateMounts(RawPath.of(in.text())),
                RawPath.of(in.text()),
                RawPath.of(in.text()),
                LayerView.read(in),
                in.text(),
                SystemPlan.read(in),
                in.texts(),
                in.list(() -> GuestTool.read(in)),
                in.list(() -> Layer.read(in)),
                in.texts(),
                new Filter(in.list(in::number)),
                in.flag(),
                in.texts());
    }

    private static void write(MessageWriter out, Region region) {
        out.number(region.offset());
        out.number(region.size());
    }

    private static Region region(MessageReader in) {
        return new Region(in.number(), in.number());
    }
}
