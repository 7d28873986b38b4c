// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.layer;

import io.apprunner.command.output.Json;
import io.apprunner.console.Console;
import io.apprunner.dwarfs.tree.ExtractionOptions;
import io.apprunner.dwarfs.tree.Extractor;
import io.apprunner.error.AppRunnerException;
import io.apprunner.filesystems.layer.LayerInspector;
import io.apprunner.text.RawPath;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fim-layer extract}: writes the tree of a layer to a folder; the status is 1 when a part of it failed. */
@Command
public class LayerExtractCommand extends LayerInspection {
    private static final int FAILED = 1;

    @Parameters(index = "1")
    Path folder = RawPath.of("");

    @Option(names = "--layer")
    int layer = -1;

    /** Devices, set-user-ID and set-group-ID bits. */
    @Option(names = "--keep-special")
    boolean keepSpecial;

    @Option(names = "--fail-fast")
    boolean failFast;

    /** Made by CDI. */
    public LayerExtractCommand(LayerInspector layers, Json renderer, Console console) {
        super(layers, renderer, console);
    }

    @Override
    public Integer call() {
        ExtractionOptions options = new ExtractionOptions(keepSpecial, failFast, this::tellFailure);
        Extractor.Report report = layers.extract(file, layer, folder, options);
        if (json) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("entries", report.entries());
            map.put("bytes", report.bytes());
            map.put("leftOut", report.leftOut());
            map.put("stripped", report.stripped());
            map.put("copied", report.copied());
            map.put("failed", report.failed());
            printJson(map);
        } else {
            tell(report);
        }
        return report.failed() == 0 ? 0 : FAILED;
    }

    private void tell(Extractor.Report report) {
        console.info("fim-layer", "Extracted " + report.entries() + " entries to '" + RawPath.text(folder) + "'");
        if (report.leftOut() > 0) {
            warn(report.leftOut() + " devices were left out: only root can make them, with --keep-special");
        }
        if (report.stripped() > 0) {
            warn(report.stripped() + " files lost their set-uid or set-gid bits: --keep-special keeps them");
        }
        if (report.copied() > 0) {
            warn(report.copied() + " hard links became files of their own: '" + RawPath.text(folder)
                    + "' cannot have them");
        }
    }

    private void tellFailure(String path, AppRunnerException reason) {
        String known = path.isEmpty() ? RawPath.text(folder) : path;
        console.error("cannot extract '" + known + "': " + reason.getMessage(), reason.hint());
    }

    private void warn(String text) {
        console.warning("fim-layer", text);
    }
}
