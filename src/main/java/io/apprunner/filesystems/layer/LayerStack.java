// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.layer;

import io.apprunner.config.DataDirectory;
import io.apprunner.config.HostUser;
import io.apprunner.config.RuntimeConfiguration;
import io.apprunner.image.OpenImage;
import io.apprunner.image.Region;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.Posix;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * All layers of a run, the lowest first: those inside the image, those that FIM_LAYERS names from left to right, and
 * those of the data dir by name.
 */
@ApplicationScoped
public class LayerStack {
    private final Posix posix;
    private final RuntimeConfiguration configuration;

    /** Made by CDI. */
    public LayerStack(Posix posix, RuntimeConfiguration configuration) {
        this.posix = posix;
        this.configuration = configuration;
    }

    /**
     * A layer.
     *
     * @param path the file that it stands in
     * @param descriptor the open file
     * @param region where it stands there
     */
    public record Layer(Path path, Descriptor descriptor, Region region) {}

    /**
     * Finds and opens the layers; nothing is made on disk.
     *
     * @param expansion makes paths of the text of FIM_LAYERS
     * @param warnings told what is left out, in one sentence each
     */
    public List<Layer> of(OpenImage image, UnaryOperator<String> expansion, Consumer<String> warnings) {
        List<Layer> layers = new ArrayList<>();
        image.layout().layers().forEach(region -> layers.add(new Layer(image.path(), image.descriptor(), region)));
        ExternalLayers external = new ExternalLayers(posix, warnings);
        try {
            if (!configuration.layers().isEmpty()) {
                external.addNamed(expansion.apply(configuration.layers()));
            }
            managed(image).ifPresent(external::addManaged);
            external.found()
                    .forEach(layer ->
                            layers.add(new Layer(layer.path(), layer.descriptor(), new Region(0, layer.size()))));
            return List.copyOf(layers);
        } catch (RuntimeException | Error e) {
            external.close();
            throw e;
        }
    }

    private Optional<Path> managed(OpenImage image) {
        HostUser user = HostUser.of(posix.userId(), posix.groupId(), configuration.environment());
        return DataDirectory.find(image.path(), user, configuration).flatMap(data -> data.managedLayers(user));
    }
}
