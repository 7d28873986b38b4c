// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.diagnosis;

import io.apprunner.bwrap.share.Mount;
import io.apprunner.command.output.Json;
import io.apprunner.console.Console;
import io.apprunner.console.Printable;
import io.apprunner.diagnosis.Explainer;
import io.apprunner.diagnosis.Reachable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fim-perms explain}: what a guest can reach now, permission by permission. */
@Command
public class PermsExplainCommand implements Callable<Integer> {
    @Option(names = "--json")
    boolean asJson;

    private final Explainer explainer;
    private final Json json;
    private final Console console;

    /** Made by CDI. */
    public PermsExplainCommand(Explainer explainer, Json json, Console console) {
        this.explainer = explainer;
        this.json = json;
        this.console = console;
    }

    @Override
    public Integer call() {
        List<Reachable> all = explainer.explain();
        if (asJson) {
            console.line(
                    json.render(all.stream().map(PermsExplainCommand::facts).toList()));
        } else if (all.isEmpty()) {
            console.line("nothing of this host: no permission, no bind");
        } else {
            all.forEach(this::tell);
        }
        return 0;
    }

    private void tell(Reachable each) {
        console.line("%-12s %s".formatted(each.permission(), each.words()));
        each.mounts().forEach(mount -> detail(access(mount) + " " + place(mount)));
        if (!each.variables().isEmpty()) {
            detail("variables: " + String.join(", ", each.variables()));
        }
        each.weaker().forEach(sentence -> detail("weaker: " + sentence));
    }

    private void detail(String text) {
        console.line(" ".repeat(13) + Printable.of(text));
    }

    private static String place(Mount mount) {
        return mount.source().equals(mount.target()) ? mount.source() : mount.source() + " as " + mount.target();
    }

    private static String access(Mount mount) {
        return mount.access().name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> facts(Reachable each) {
        return new TreeMap<>(Map.of(
                "files",
                each.mounts().stream().map(PermsExplainCommand::facts).toList(),
                "permission",
                each.permission(),
                "reaches",
                each.words(),
                "variables",
                each.variables(),
                "weaker",
                each.weaker()));
    }

    private static Map<String, String> facts(Mount mount) {
        return new TreeMap<>(Map.of("access", access(mount), "dst", mount.target(), "src", mount.source()));
    }
}
