// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings;

import io.apprunner.command.output.Info;
import io.apprunner.command.output.Json;
import io.apprunner.command.output.Output;
import io.apprunner.db.Desktop;
import io.apprunner.db.Icon;
import io.apprunner.db.Integration;
import io.apprunner.desktop.DesktopFiles;
import io.apprunner.desktop.DesktopIntegration;
import io.apprunner.desktop.DesktopSetup;
import io.apprunner.desktop.Progress;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.Failure;
import io.apprunner.error.IoReason;
import io.apprunner.image.ImageLocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code fim-desktop}: what the user's desktop is given. */
@Command(
        name = "fim-desktop",
        description = "Gives a menu entry, a file type and icons to the desktop of who runs the image.")
public class DesktopCommand implements Callable<Integer> {
    @Unmatched
    List<String> words = new ArrayList<>();

    private final DesktopSetup setup;
    private final DesktopIntegration integration;
    private final ImageLocator locator;
    private final Json json;

    /** Made by CDI. */
    public DesktopCommand(DesktopSetup setup, DesktopIntegration integration, ImageLocator locator, Json json) {
        this.setup = setup;
        this.integration = integration;
        this.locator = locator;
        this.json = json;
    }

    /** What clean tells. */
    private static final class Lines implements Progress {
        @Override
        public void info(String sentence) {
            Info.print("fim-desktop", sentence);
        }

        @Override
        public void debug(String sentence) {
            // of no interest to who asked for the removal
        }

        @Override
        public void warning(String sentence) {
            System.err.println("W::fim-desktop::" + Failure.printable(sentence));
        }
    }

    @Override
    public Integer call() {
        Words line = new Words("fim-desktop", words);
        switch (line.operation("Missing op for 'fim-desktop' (setup,enable,clean,dump)")) {
            case "setup" ->
                Output.line(json.render(
                        fields(setup.store(line.only("Missing argument for 'setup' (/path/to/file.json)")))));
            case "enable" -> enable(line);
            case "clean" -> {
                line.noneAfter(0);
                integration.clean(setup.desktop(), new Lines());
            }
            case "dump" -> dump(line);
            default -> throw line.wrong("Invalid desktop operation");
        }
        return 0;
    }

    private void enable(Words line) {
        String list = line.only("Missing arguments for 'enable' (entry,mimetype,icon,none)");
        List<String> names = Arrays.asList(list.split(",", -1));
        boolean none = names.stream().anyMatch("none"::equalsIgnoreCase);
        if (none && names.size() > 1) {
            throw line.wrong("'none' option should not be used with others");
        }
        Set<Integration> integrations = EnumSet.noneOf(Integration.class);
        for (String name : none ? List.<String>of() : names) {
            integrations.add(
                    Integration.named(name).orElseThrow(() -> line.wrong("Invalid integration item '" + name + "'")));
        }
        setup.enable(integrations);
        if (none) {
            System.out.println("NONE");
        }
        integrations.forEach(System.out::println);
    }

    private void dump(Words line) {
        if (line.operands().isEmpty()) {
            throw line.wrong("Missing arguments for 'dump' (entry,mimetype,icon)");
        }
        switch (line.operands().getFirst().toLowerCase(Locale.ROOT)) {
            case "entry" -> {
                line.noneAfter(1);
                Output.line(DesktopFiles.entry(setup.desktop(), locator.path()));
            }
            case "mimetype" -> {
                line.noneAfter(1);
                Output.line(DesktopFiles.type(setup.desktop(), locator.path()));
            }
            case "icon" -> {
                if (line.operands().size() < 2) {
                    throw line.wrong("Missing argument for 'icon' (/path/to/dump/file)");
                }
                line.noneAfter(2);
                write(setup.icon(), line.operands().get(1));
            }
            default ->
                throw line.wrong("Invalid dump option '" + line.operands().getFirst() + "'");
        }
    }

    /** Writes the picture as it was given; a name of another kind gets the right end. */
    private static void write(Icon icon, String name) {
        boolean isNamed = Icon.Kind.ofFile(name).filter(icon.kind()::equals).isPresent();
        String file = isNamed ? name : name + "." + icon.kind().extension();
        try {
            Files.write(Path.of(file), icon.bytes());
        } catch (IOException e) {
            throw new AppRunnerException(ErrorCode.IO, "cannot write " + file + ": " + IoReason.of(e), "", e);
        } catch (InvalidPathException e) {
            throw new AppRunnerException(ErrorCode.USAGE, "'" + file + "' cannot be the name of a file", "", e);
        }
    }

    private static Map<String, Object> fields(Desktop desktop) {
        return new TreeMap<>(Map.of(
                "categories",
                List.copyOf(desktop.categories()),
                "integrations",
                desktop.integrations().stream().map(Integration::name).toList(),
                "name",
                desktop.name()));
    }
}
