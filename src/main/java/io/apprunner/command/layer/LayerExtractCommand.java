// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.layer;

import io.apprunner.command.output.Info;
import io.apprunner.command.output.Json;
import io.apprunner.dwarfs.tree.Extractor;
import io.apprunner.filesystems.layer.LayerInspector;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fim-layer extract}: writes the tree of a layer to a folder. */
@Command(name = "extract", description = "Writes the tree of a layer to a folder.")
public class LayerExtractCommand extends LayerInspection {
    @Option(names = "--layer")
    int layer = -1;

    /** Devices, set-user-ID and set-group-ID bits. */
    @Option(names = "--keep-special")
    boolean keepSpecial;

    /** Made by CDI. */
    public LayerExtractCommand(LayerInspector layers, Json renderer) {
        super(layers, renderer);
    }

    @Override
    public Integer call() {
        Operands given = operands(2, "extract [--layer <number>] [--keep-special] <file> <dir>");
        Path folder = Path.of(given.words().getLast());
        Extractor.Report report = layers.extract(Path.of(given.words().getFirst()), layer, folder, keepSpecial);
        if (given.json()) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("entries", report.entries());
            map.put("bytes", report.bytes());
            map.put("leftOut", report.leftOut());
            map.put("stripped", report.stripped());
            printJson(map);
            return 0;
        }
        Info.print("fim-layer", "Extracted " + report.entries() + " entries to '" + folder + "'");
        if (report.leftOut() > 0) {
            warn(report.leftOut() + " devices were left out: only root can make them, with --keep-special");
        }
        if (report.stripped() > 0) {
            warn(report.stripped() + " files lost their set-uid or set-gid bits: --keep-special keeps them");
        }
        return 0;
    }

    private static void warn(String text) {
        System.err.println("W::fim-layer::" + text);
    }
}
