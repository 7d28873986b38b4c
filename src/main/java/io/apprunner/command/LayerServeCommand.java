// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command;

import io.apprunner.filesystems.LayerInspector;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code fim-layer serve}: mounts a layer and serves it until it is unmounted. The benchmarks use it; {@code fim-help}
 * does not mention it.
 */
@Command(name = "serve", hidden = true)
public class LayerServeCommand implements Callable<Integer> {
    private static final int MIB = 20;

    /** In MiB; the default is that of an instance. */
    @Option(names = "--cachesize")
    long cacheSize = 128;

    @Option(names = "--layer")
    int layer = -1;

    @Parameters(index = "0", paramLabel = "file")
    Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "dir")
    Path folder = Path.of("");

    private final LayerInspector layers;

    /** Made by CDI. */
    public LayerServeCommand(LayerInspector layers) {
        this.layers = layers;
    }

    @Override
    public Integer call() {
        layers.serve(file, layer, folder, cacheSize << MIB);
        return 0;
    }
}
