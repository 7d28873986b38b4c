// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.help;

import io.apprunner.command.output.Json;
import io.apprunner.config.BuildInfo;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.image.ImageLocator;
import io.apprunner.image.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fim-version}: what this program is made of. */
@Command(name = "fim-version", description = "Tells the version (short), the build (full) or the bundled tools (deps).")
public class VersionCommand implements Callable<Integer> {
    @Parameters
    List<String> operations = new ArrayList<>();

    private final BuildInfo build;
    private final ImageLocator locator;
    private final Json json;

    /** Made by CDI. */
    public VersionCommand(BuildInfo build, ImageLocator locator, Json json) {
        this.build = build;
        this.locator = locator;
        this.json = json;
    }

    @Override
    public Integer call() {
        String operation = operations.size() == 1 ? operations.getFirst() : "";
        System.out.println(
                switch (operation) {
                    case "short" -> build.version();
                    case "full" -> json.render(full());
                    case "deps" -> json.render(tools());
                    default ->
                        throw new AppRunnerException(
                                ErrorCode.USAGE, "Missing op for 'fim-version' (<short|full|deps>)", "");
                });
        return 0;
    }

    private Map<String, String> full() {
        return new TreeMap<>(Map.of(
                "COMMIT", build.commit(),
                "DISTRIBUTION", distribution(),
                "TIMESTAMP", build.timestamp(),
                "VERSION", build.version()));
    }

    /** A launcher that carries nothing has no distribution; FlatImage calls that a blueprint. */
    private String distribution() {
        try {
            return locator.open().layout().distribution();
        } catch (AppRunnerException e) {
            return "BLUEPRINT";
        }
    }

    private Map<String, Object> tools() {
        Map<String, Object> result = new TreeMap<>();
        for (Tool tool : locator.open().layout().tools()) {
            result.put(
                    tool.name(),
                    new TreeMap<>(Map.of(
                            "licence", tool.licence(),
                            "name", tool.name(),
                            "sha256", tool.sha256(),
                            "source", tool.source(),
                            "version", tool.version())));
        }
        return result;
    }
}
