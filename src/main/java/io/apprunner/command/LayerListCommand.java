// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command;

import io.apprunner.boot.ImageLocator;
import io.apprunner.boot.OpenImage;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.image.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code fim-layer list}: one line {@code index:offset:size:path} for each layer, the lowest first. */
@Command(name = "list", description = "Lists the layers as index:offset:size:path, the lowest first.")
public class LayerListCommand implements Callable<Integer> {
    @Unmatched
    List<String> operands = new ArrayList<>();

    private final ImageLocator locator;
    private final Json json;

    /** Made by CDI. */
    public LayerListCommand(ImageLocator locator, Json json) {
        this.locator = locator;
        this.json = json;
    }

    @Override
    public Integer call() {
        boolean asJson = operands.equals(List.of("--json"));
        if (!operands.isEmpty() && !asJson) {
            throw new AppRunnerException(ErrorCode.USAGE, "Trailing arguments for fim-layer list", "");
        }
        OpenImage image = locator.open();
        List<Region> layers = image.layout().layers();
        if (asJson) {
            System.out.println(json.render(
                    layers.stream().map(layer -> fields(layer, image)).toList()));
            return 0;
        }
        for (int i = 0; i < layers.size(); i++) {
            Region layer = layers.get(i);
            System.out.println(i + ":" + layer.offset() + ":" + layer.size() + ":" + image.path());
        }
        return 0;
    }

    private static Map<String, Object> fields(Region layer, OpenImage image) {
        return new TreeMap<>(Map.of(
                "offset", layer.offset(),
                "path", image.path().toString(),
                "size", layer.size()));
    }
}
