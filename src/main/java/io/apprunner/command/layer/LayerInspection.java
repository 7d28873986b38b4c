// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.layer;

import io.apprunner.command.output.Json;
import io.apprunner.console.Console;
import io.apprunner.filesystems.layer.LayerInspector;
import io.apprunner.text.RawPath;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An operation of {@code fim-layer} that looks into a file and can answer in JSON. */
abstract class LayerInspection implements Callable<Integer> {
    @Option(names = "--json")
    boolean json;

    @Parameters(index = "0")
    Path file = RawPath.of("");

    /** What looks into layers. */
    final LayerInspector layers;

    /** Takes what was found. */
    final Console console;

    private final Json renderer;

    LayerInspection(LayerInspector layers, Json renderer, Console console) {
        this.layers = layers;
        this.renderer = renderer;
        this.console = console;
    }

    /** Prints a map or a list of such. */
    final void printJson(Object value) {
        console.line(renderer.render(value));
    }

    /**
     * Prints a list that is made as it is printed; {@code source} gives its items to the consumer that it is called
     * with.
     */
    final void printJsonEach(Consumer<Consumer<Object>> source) {
        renderer.renderEach(console.stream(), source);
    }
}
