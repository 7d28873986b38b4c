// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.layer;

import io.apprunner.command.output.Json;
import io.apprunner.command.output.Output;
import io.apprunner.console.Printable;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.Failure;
import io.apprunner.expansion.Expander;
import io.apprunner.filesystems.layer.LayerStack;
import io.apprunner.image.ImageLocator;
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
    private final LayerStack stack;
    private final Expander expander;
    private final Json json;

    /** Made by CDI. */
    public LayerListCommand(ImageLocator locator, LayerStack stack, Expander expander, Json json) {
        this.expander = expander;
        this.locator = locator;
        this.stack = stack;
        this.json = json;
    }

    @Override
    public Integer call() {
        boolean asJson = operands.equals(List.of("--json"));
        if (!operands.isEmpty() && !asJson) {
            throw new AppRunnerException(ErrorCode.USAGE, "Trailing arguments for fim-layer list", "");
        }
        List<LayerStack.Layer> layers = stack.of(
                locator.open(),
                expander::expand,
                warning -> System.err.println("W::fim-layer::" + Failure.printable(warning)));
        if (asJson) {
            System.out.println(
                    json.render(layers.stream().map(LayerListCommand::fields).toList()));
            return 0;
        }
        for (int i = 0; i < layers.size(); i++) {
            LayerStack.Layer layer = layers.get(i);
            Output.line(i + ":" + layer.region().offset() + ":" + layer.region().size() + ":"
                    + Printable.of(layer.path().toString()));
        }
        return 0;
    }

    private static Map<String, Object> fields(LayerStack.Layer layer) {
        return new TreeMap<>(Map.of(
                "offset", layer.region().offset(),
                "path", layer.path().toString(),
                "size", layer.region().size()));
    }
}
