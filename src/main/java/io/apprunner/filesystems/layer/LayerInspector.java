// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.layer;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.dwarfs.check.Checkup;
import io.apprunner.dwarfs.container.ImageFile;
import io.apprunner.dwarfs.tree.ExtractionOptions;
import io.apprunner.dwarfs.tree.Extractor;
import io.apprunner.dwarfs.tree.TreeDiff;
import io.apprunner.dwarfs.tree.TreeEntry;
import io.apprunner.filesystems.KernelMemory;
import io.apprunner.posix.Posix;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Looks into layers without mounting them. Every file can be a layer file, an image, or any file that has a layer in
 * it; a layer is given by its number from 0, which counts for files with several layers only, or as -1.
 */
@ApplicationScoped
public class LayerInspector {
    private static final long CACHE = 64L << 20;

    private final Posix posix;

    /** Made by CDI. */
    public LayerInspector(Posix posix) {
        this.posix = posix;
    }

    /** Checks every layer of a file in every detail. */
    public List<Checkup.Report> verify(Path path) {
        try (LayerFile file = LayerFile.open(path);
                BlockCache cache = new BlockCache(CACHE, new KernelMemory(posix))) {
            List<Checkup.Report> reports = new ArrayList<>();
            for (ImageFile layer : file.layers()) {
                reports.add(Checkup.of(layer, cache));
            }
            return List.copyOf(reports);
        } catch (IOException e) {
            throw LayerFile.failure(path, e);
        }
    }

    /**
     * Writes the tree of a layer to a folder, which must be empty or new. Owners and devices need root.
     *
     * @param options what is made and who is told of failures
     * @throws io.apprunner.error.AppRunnerException when the layer cannot be opened, or the folder cannot be written
     */
    public Extractor.Report extract(Path path, int layer, Path folder, ExtractionOptions options) {
        return with(path, layer, image -> {
            try (BlockCache cache = new BlockCache(CACHE, new KernelMemory(posix));
                    LayerTarget target = LayerTarget.open(posix, folder)) {
                return new Extractor(image, cache, target, options).extract();
            }
        });
    }

    /** Gives each entry of a layer to {@code consumer}, in the order of the tree. */
    public void list(Path path, int layer, Consumer<TreeEntry> consumer) {
        with(path, layer, image -> {
            TreeEntry.walk(image.metadata(), consumer);
            return true;
        });
    }

    /** What two layers have not in common; {@code layer} is for files that have several. */
    public List<TreeDiff.Difference> diff(Path first, Path second, int layer) {
        return with(first, layer, left -> with(second, layer, right -> compare(left, right)));
    }

    private List<TreeDiff.Difference> compare(DwarfsImage left, DwarfsImage right) {
        try (BlockCache cache = new BlockCache(CACHE, new KernelMemory(posix))) {
            return TreeDiff.of(left, right, cache);
        }
    }

    /** Calls {@code use} with each layer of a file, open. */
    public <T> List<T> each(Path path, Function<DwarfsImage, T> use) {
        try (LayerFile file = LayerFile.open(path)) {
            List<T> results = new ArrayList<>();
            for (ImageFile layer : file.layers()) {
                try (DwarfsImage image = DwarfsImage.open(layer)) {
                    results.add(use.apply(image));
                }
            }
            return List.copyOf(results);
        } catch (IOException e) {
            throw LayerFile.failure(path, e);
        }
    }

    private static <T> T with(Path path, int layer, Function<DwarfsImage, T> use) {
        try (LayerFile file = LayerFile.open(path);
                DwarfsImage image = DwarfsImage.open(file.layer(layer))) {
            return use.apply(image);
        } catch (IOException e) {
            throw LayerFile.failure(path, e);
        }
    }
}
