// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.layer;

import io.apprunner.command.output.Json;
import io.apprunner.console.Console;
import io.apprunner.console.Printable;
import io.apprunner.expansion.Expander;
import io.apprunner.filesystems.layer.LayerStack;
import io.apprunner.image.ImageLocator;
import io.apprunner.text.RawPath;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fim-layer list}: one line {@code index:offset:size:path} for each layer, the lowest first. */
@Command
public class LayerListCommand implements Callable<Integer> {
    @Option(names = "--json")
    boolean asJson;

    private final ImageLocator locator;
    private final LayerStack stack;
    private final Expander expander;
    private final Json json;
    private final Console console;

    /** Made by CDI. */
    public LayerListCommand(ImageLocator locator, LayerStack stack, Expander expander, Json json, Console console) {
        this.expander = expander;
        this.locator = locator;
        this.stack = stack;
        this.json = json;
        this.console = console;
    }

    @Override
    public Integer call() {
        List<LayerStack.Layer> layers =
                stack.of(locator.open(), expander::expand, warning -> console.warning("fim-layer", warning));
        if (asJson) {
            console.line(
                    json.render(layers.stream().map(LayerListCommand::fields).toList()));
            return 0;
        }
        for (int i = 0; i < layers.size(); i++) {
            LayerStack.Layer layer = layers.get(i);
            console.line(i + ":" + layer.region().offset() + ":"
                    + layer.region().size() + ":" + Printable.of(RawPath.text(layer.path())));
        }
        return 0;
    }

    private static Map<String, Object> fields(LayerStack.Layer layer) {
        return new TreeMap<>(Map.of(
                "offset", layer.region().offset(),
                "path", RawPath.text(layer.path()),
                "size", layer.region().size()));
    }
}
