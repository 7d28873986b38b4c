// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.layer;

import io.apprunner.command.output.Info;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.filesystems.layer.Layers;
import io.apprunner.image.ImageLocator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fim-layer add}: appends a layer file to the image. */
@Command(name = "add", description = "Appends a layer file to the image.")
public class LayerAddCommand implements Callable<Integer> {
    @Parameters
    List<String> operands = new ArrayList<>();

    private final Layers layers;
    private final ImageLocator locator;

    /** Made by CDI. */
    public LayerAddCommand(Layers layers, ImageLocator locator) {
        this.layers = layers;
        this.locator = locator;
    }

    @Override
    public Integer call() {
        if (operands.size() != 1) {
            throw new AppRunnerException(
                    ErrorCode.USAGE, "add requires exactly one argument (/path/to/file.layer)", "");
        }
        layers.add(locator.path(), Path.of(operands.getFirst()));
        Info.print("fim-layer", "Included novel layer from file '" + operands.getFirst() + "'");
        return 0;
    }
}
