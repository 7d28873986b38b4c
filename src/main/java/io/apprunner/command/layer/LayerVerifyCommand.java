// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.layer;

import io.apprunner.command.output.Json;
import io.apprunner.console.Console;
import io.apprunner.console.Printable;
import io.apprunner.dwarfs.check.Checkup;
import io.apprunner.filesystems.layer.LayerInspector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code fim-layer verify}: checks every byte of the layers in a file; the status is 1 when there are faults. */
@Command
public class LayerVerifyCommand extends LayerInspection {
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
        return reports.stream().allMatch(report -> report.faults().isEmpty()) ? 0 : 1;
    }

    private void print(int layer, Checkup.Report report) {
        for (Checkup.Fault fault : report.faults()) {
            console.line("layer " + layer + ": section " + fault.section() + " (" + fault.type() + ") at offset "
                    + fault.offset() + ": expected " + fault.expected() + ", found " + Printable.of(fault.found()));
        }
        console.line("layer " + layer + ": " + report.sections() + " sections, "
                + report.file().size() + " bytes, " + report.blockBytes() + " bytes of data: "
                + (report.faults().isEmpty() ? "sound" : "DAMAGED"));
    }

    private static Map<String, Object> map(Checkup.Report report) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("offset", report.file().offset());
        map.put("size", report.file().size());
        map.put("sections", report.sections());
        map.put("data", report.blockBytes());
        map.put("sound", report.faults().isEmpty());
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
