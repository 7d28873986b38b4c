// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.layer;

import io.apprunner.command.output.Json;
import io.apprunner.console.Console;
import io.apprunner.console.Printable;
import io.apprunner.dwarfs.check.Checkup;
import io.apprunner.error.ErrorCode;
import io.apprunner.filesystems.layer.LayerInspector;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;

/**
 * {@code fim-layer verify}: checks every byte of the layers in a file. The status is 1 when a layer is damaged, and 2
 * when none is, but one has something that this version cannot read.
 */
@Command
public class LayerVerifyCommand extends LayerInspection {
    /** What is said of a layer; the last one that fits any layer makes the status. */
    private enum Verdict {
        SOUND(0, "sound"),
        UNSUPPORTED(2, "UNSUPPORTED"),
        DAMAGED(1, "DAMAGED");

        private final int status;
        private final String word;

        Verdict(int status, String word) {
            this.status = status;
            this.word = word;
        }

        static Verdict of(Checkup.Report report) {
            if (report.faults().isEmpty()) {
                return SOUND;
            }
            return report.faults().stream().allMatch(fault -> fault.code() == ErrorCode.UNSUPPORTED)
                    ? UNSUPPORTED
                    : DAMAGED;
        }
    }

    /** Made by CDI. */
    public LayerVerifyCommand(LayerInspector layers, Json renderer, Console console) {
        super(layers, renderer, console);
    }

    @Override
    public Integer call() {
        List<Checkup.Report> reports = layers.verify(file);
        if (json) {
            printJson(reports.stream().map(LayerVerifyCommand::map).toList());
        } else {
            for (int i = 0; i < reports.size(); i++) {
                print(i, reports.get(i));
            }
        }
        return reports.stream().map(Verdict::of).max(Comparator.naturalOrder()).orElse(Verdict.SOUND).status;
    }

    private void print(int layer, Checkup.Report report) {
        for (Checkup.Fault fault : report.faults()) {
            console.line("layer " + layer + ": section " + fault.section() + " (" + fault.type() + ") at offset "
                    + fault.offset() + ": expected " + fault.expected() + ", found " + Printable.of(fault.found()));
        }
        console.line("layer " + layer + ": " + report.sections() + " sections, "
                + report.file().size() + " bytes, " + report.blockBytes() + " bytes of data: "
                + Verdict.of(report).word);
    }

    private static Map<String, Object> map(Checkup.Report report) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("offset", report.file().offset());
        map.put("size", report.file().size());
        map.put("sections", report.sections());
        map.put("data", report.blockBytes());
        map.put("sound", Verdict.of(report) == Verdict.SOUND);
        map.put("verdict", Verdict.of(report).word.toLowerCase(Locale.ROOT));
        map.put("faults", report.faults().stream().map(LayerVerifyCommand::map).toList());
        return map;
    }

    private static Map<String, Object> map(Checkup.Fault fault) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("section", fault.section());
        map.put("type", fault.type());
        map.put("offset", fault.offset());
        map.put("code", fault.code().name());
        map.put("expected", fault.expected());
        map.put("found", fault.found());
        return map;
    }
}
