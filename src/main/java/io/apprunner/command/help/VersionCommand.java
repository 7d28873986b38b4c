// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.help;

import io.apprunner.command.catalogue.Refusal;
import io.apprunner.command.output.Json;
import io.apprunner.config.BuildInfo;
import io.apprunner.console.Console;
import io.apprunner.error.AppRunnerException;
import io.apprunner.image.ImageLocator;
import io.apprunner.image.Tool;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fim-version}: what this program is made of. */
@Command
public class VersionCommand implements Callable<Integer> {
    /** The message for anything else. */
    public static final String MISSING = "Missing op for 'fim-version' (<short|full|deps>)";

    private static final String LICENCES = "https://spdx.org/licenses/";

    @Parameters(index = "0")
    String what = "";

    private final BuildInfo build;
    private final ImageLocator locator;
    private final Json json;
    private final Console console;

    /** Made by CDI. */
    public VersionCommand(BuildInfo build, ImageLocator locator, Json json, Console console) {
        this.build = build;
        this.locator = locator;
        this.json = json;
        this.console = console;
    }

    @Override
    public Integer call() {
        console.line(
                switch (what) {
                    case "short" -> build.version();
                    case "full" -> json.render(full());
                    case "deps" -> json.render(tools());
                    default -> throw Refusal.of("version", MISSING);
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
        locator.open().layout().tools().forEach(tool -> result.put(key(tool), facts(tool)));
        return result;
    }

    /** The name by which FlatImage's users know the tool. */
    private static String key(Tool tool) {
        return tool.name().equals("fuse-overlayfs") ? "overlayfs" : tool.name();
    }

    /** FlatImage's keys ({@code version}, {@code source}, {@code sha}, {@code licenses}), and ours. */
    private static Map<String, Object> facts(Tool tool) {
        int origin = tool.source().indexOf(" (");
        String source = origin < 0 ? tool.source() : tool.source().substring(0, origin);
        Map<String, Object> facts = new TreeMap<>();
        facts.put("licence", tool.licence());
        facts.put(
                "licenses",
                List.of(new TreeMap<>(Map.of("type", tool.licence(), "url", LICENCES + tool.licence() + ".html"))));
        facts.put("name", tool.name());
        facts.put("sha", tool.sha256());
        facts.put("sha256", tool.sha256());
        facts.put("source", source);
        facts.put("version", tool.version());
        if (origin >= 0) {
            facts.put(
                    "origin", tool.source().substring(origin + 2, tool.source().length() - 1));
        }
        return facts;
    }
}
