// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command;

import io.apprunner.dwarfs.Extractor;
import io.apprunner.filesystems.LayerInspector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fim-layer extract}: writes the tree of a layer to a folder. */
@Command(name = "extract", description = "Writes the tree of a layer to a folder.")
public class LayerExtractCommand implements Callable<Integer> {
    @Option(names = "--json")
    boolean json;

    @Option(names = "--layer")
    int layer = -1;

    @Parameters
    List<String> operands = new ArrayList<>();

    private final LayerInspector layers;
    private final Json renderer;

    /** Made by CDI. */
    public LayerExtractCommand(LayerInspector layers, Json renderer) {
        this.layers = layers;
        this.renderer = renderer;
    }

    @Override
    public Integer call() {
        Operands given = Operands.of(operands, json, 2, "extract [--layer <number>] <file> <dir>");
        Path folder = Path.of(given.words().getLast());
        Extractor.Report report = layers.extract(Path.of(given.words().getFirst()), layer, folder);
        if (given.json()) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("entries", report.entries());
            map.put("bytes", report.bytes());
            map.put("leftOut", report.leftOut());
            Output.line(renderer.render(map));
            return 0;
        }
        Info.print("fim-layer", "Extracted " + report.entries() + " entries to '" + folder + "'");
        if (report.leftOut() > 0) {
            System.err.println("W::fim-layer::" + report.leftOut() + " devices were left out: only root can make them");
        }
        return 0;
    }
}
