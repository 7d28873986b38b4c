// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.layer;

import io.apprunner.command.output.Json;
import io.apprunner.command.output.Output;
import io.apprunner.filesystems.layer.LayerInspector;
import java.io.BufferedOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * An operation of {@code fim-layer} that looks into files and can answer in JSON. It is no mixin, because picocli makes
 * every command that has one, also those that nobody asks for.
 */
abstract class LayerInspection implements Callable<Integer> {
    @Option(names = "--json")
    boolean json;

    @Parameters
    List<String> operands = new ArrayList<>();

    /** What looks into layers. */
    final LayerInspector layers;

    private final Json renderer;

    LayerInspection(LayerInspector layers, Json renderer) {
        this.layers = layers;
        this.renderer = renderer;
    }

    /**
     * What was given, when it has the right number of words.
     *
     * @param usage what should be there, for the error
     */
    final Operands operands(int count, String usage) {
        return Operands.of(operands, json, count, usage);
    }

    /** Prints a map or a list of such. */
    final void printJson(Object value) {
        Output.line(renderer.render(value));
    }

    /** Prints a list that is made as it is printed; {@code source} gives its items to the consumer that it is called with. */
    final void printJsonEach(Consumer<Consumer<Object>> source) {
        renderer.renderEach(new BufferedOutputStream(System.out), source);
    }
}
