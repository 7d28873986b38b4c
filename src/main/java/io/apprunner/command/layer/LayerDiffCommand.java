// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.layer;

import io.apprunner.command.output.Json;
import io.apprunner.console.Console;
import io.apprunner.console.Printable;
import io.apprunner.dwarfs.tree.TreeDiff.Aspect;
import io.apprunner.dwarfs.tree.TreeDiff.Difference;
import io.apprunner.filesystems.layer.LayerInspector;
import io.apprunner.text.RawPath;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code fim-layer diff}: what two layers have not in common; as with diff(1), the status is 1 when there is something.
 */
@Command
public class LayerDiffCommand extends LayerInspection {
    @Parameters(index = "1")
    Path other = RawPath.of("");

    /** Of files that have several. */
    @Option(names = "--layer")
    int layer = -1;

    /** Made by CDI. */
    public LayerDiffCommand(LayerInspector layers, Json renderer, Console console) {
        super(layers, renderer, console);
    }

    @Override
    public Integer call() {
        List<Difference> differences = layers.diff(file, other, layer);
        if (json) {
            printJson(differences.stream().map(LayerDiffCommand::map).toList());
        } else {
            differences.forEach(difference -> console.line(line(difference)));
        }
        return differences.isEmpty() ? 0 : 1;
    }

    private static String line(Difference difference) {
        String path = difference.path().isEmpty() ? "/" : Printable.of(difference.path());
        if (difference.aspects().contains(Aspect.ADDED)) {
            return "+ " + path;
        }
        if (difference.aspects().contains(Aspect.REMOVED)) {
            return "- " + path;
        }
        return "~ " + path + " (" + names(difference).collect(Collectors.joining(", ")) + ")";
    }

    private static java.util.stream.Stream<String> names(Difference difference) {
        return difference.aspects().stream().map(aspect -> aspect.name().toLowerCase(Locale.ROOT));
    }

    private static Map<String, Object> map(Difference difference) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("path", difference.path());
        map.put("differs", names(difference).toList());
        return map;
    }
}
