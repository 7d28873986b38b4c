// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.diagnosis;

import io.apprunner.command.output.Json;
import io.apprunner.console.Console;
import io.apprunner.console.Printable;
import io.apprunner.diagnosis.Doctor;
import io.apprunner.diagnosis.check.Finding;
import io.apprunner.diagnosis.check.Finding.State;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code fim-doctor}: what of this host works, what does not, and what helps. The status is 1 when a run would fail.
 */
@Command
public class DoctorCommand implements Callable<Integer> {
    @Option(names = "--json")
    boolean asJson;

    private final Doctor doctor;
    private final Json json;
    private final Console console;

    /** Made by CDI. */
    public DoctorCommand(Doctor doctor, Json json, Console console) {
        this.doctor = doctor;
        this.json = json;
        this.console = console;
    }

    @Override
    public Integer call() {
        List<Finding> findings = doctor.examine();
        if (asJson) {
            console.line(json.render(findings.stream().map(DoctorCommand::facts).toList()));
        } else {
            findings.forEach(this::tell);
        }
        return findings.stream().anyMatch(finding -> finding.state() == State.FAILS) ? 1 : 0;
    }

    private void tell(Finding finding) {
        console.line("%-7s %-12s %s"
                .formatted(finding.state().label(), finding.subject(), Printable.of(finding.sentence())));
        if (!finding.remedy().isEmpty()) {
            console.line(" ".repeat(21) + Printable.of(finding.remedy()));
        }
    }

    private static Map<String, String> facts(Finding finding) {
        return new TreeMap<>(Map.of(
                "found", finding.sentence(),
                "remedy", finding.remedy(),
                "state", finding.state().label(),
                "subject", finding.subject()));
    }
}
