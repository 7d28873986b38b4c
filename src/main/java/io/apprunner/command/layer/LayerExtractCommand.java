// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.layer;

import io.apprunner.command.output.Json;
import io.apprunner.console.Console;
import io.apprunner.dwarfs.tree.Extractor;
import io.apprunner.filesystems.layer.LayerInspector;
import io.apprunner.text.RawPath;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fim-layer extract}: writes the tree of a layer to a folder. */
@Command
public class LayerExtractCommand extends LayerInspection {
    @Parameters(index = "1")
    Path folder = RawPath.of("");

    @Option(names = "--layer")
    int layer = -1;

    /** Devices, set-user-ID and set-group-ID bits. */
    @Option(names = "--keep-special")
    boolean keepSpecial;

    /** Made by CDI. */
    public LayerExtractCommand(LayerInspector layers, Json renderer, Console console) {
        super(layers, renderer, console);
    }

    @Override
    public Integer call() {
        Extractor.Report report = layers.extract(file, layer, folder, keepSpecial);
        if (json) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("entries", report.entries());
            map.put("bytes", report.bytes());
            map.put("leftOut", report.leftOut());
            map.put("stripped", report.stripped());
            printJson(map);
            return 0;
        }
        console.info("fim-layer", "Extracted " + report.entries() + " entries to '" + RawPath.text(folder) + "'");
        if (report.leftOut() > 0) {
            warn(report.leftOut() + " devices were left out: only root can make them, with --keep-special");
        }
        if (report.stripped() > 0) {
            warn(report.stripped() + " files lost their set-uid or set-gid bits: --keep-special keeps them");
        }
        return 0;
    }

    private void warn(String text) {
        console.warning("fim-layer", text);
    }
}
