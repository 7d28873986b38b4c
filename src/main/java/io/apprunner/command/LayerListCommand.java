// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command;

import io.apprunner.boot.ImageLocator;
import io.apprunner.boot.OpenImage;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.image.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fim-layer list}: one line {@code index:offset:size:path} for each layer, the lowest first. */
@Command(name = "list", description = "Lists the layers as index:offset:size:path, the lowest first.")
public class LayerListCommand implements Callable<Integer> {
    @Parameters
    List<String> operands = new ArrayList<>();

    private final ImageLocator locator;

    /** Made by CDI. */
    public LayerListCommand(ImageLocator locator) {
        this.locator = locator;
    }

    @Override
    public Integer call() {
        if (!operands.isEmpty()) {
            throw new AppRunnerException(ErrorCode.USAGE, "Trailing arguments for fim-layer list", "");
        }
        OpenImage image = locator.open();
        List<Region> layers = image.layout().layers();
        for (int i = 0; i < layers.size(); i++) {
            Region layer = layers.get(i);
            System.out.println(i + ":" + layer.offset() + ":" + layer.size() + ":" + image.path());
        }
        return 0;
    }
}
