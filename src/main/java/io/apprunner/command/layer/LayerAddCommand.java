// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.layer;

import io.apprunner.console.Console;
import io.apprunner.filesystems.layer.Layers;
import io.apprunner.image.ImageLocator;
import io.apprunner.text.RawPath;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fim-layer add}: appends a layer file to the image. */
@Command
public class LayerAddCommand implements Callable<Integer> {
    @Parameters(index = "0")
    Path file = RawPath.of("");

    private final Layers layers;
    private final ImageLocator locator;
    private final Console console;

    /** Made by CDI. */
    public LayerAddCommand(Layers layers, ImageLocator locator, Console console) {
        this.layers = layers;
        this.locator = locator;
        this.console = console;
    }

    @Override
    public Integer call() {
        layers.add(locator.path(), file);
        console.info("fim-layer", "Included novel layer from file '" + RawPath.text(file) + "'");
        return 0;
    }
}
