// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.desktop;

import io.apprunner.command.catalogue.Refusal;
import io.apprunner.console.Console;
import io.apprunner.db.Desktop;
import io.apprunner.db.Icon;
import io.apprunner.desktop.DesktopFiles;
import io.apprunner.desktop.DesktopSetup;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.IoReason;
import io.apprunner.image.ImageLocator;
import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fim-desktop dump}: prints the menu entry or the file type, or writes the icon to a file. */
@Command
public class DesktopDumpCommand implements Callable<Integer> {
    private static final String TOPIC = "desktop";

    @Parameters(index = "0")
    String what = "";

    @Parameters(index = "1", arity = "0..1")
    String file = "";

    private final DesktopSetup setup;
    private final ImageLocator locator;
    private final Console console;

    /** Made by CDI. */
    public DesktopDumpCommand(DesktopSetup setup, ImageLocator locator, Console console) {
        this.setup = setup;
        this.locator = locator;
        this.console = console;
    }

    @Override
    public Integer call() {
        switch (what.toLowerCase(Locale.ROOT)) {
            case "entry" -> print(DesktopFiles::entry);
            case "mimetype" -> print(DesktopFiles::type);
            case "icon" -> icon();
            default ->
                throw Refusal.of(
                        TOPIC, "Invalid dump option '" + what + "'", what, List.of("entry", "mimetype", "icon"));
        }
        return 0;
    }

    private void print(BiFunction<Desktop, Path, String> text) {
        if (!file.isEmpty()) {
            throw Refusal.of(TOPIC, Refusal.surplus("fim-desktop", List.of(file)));
        }
        console.line(text.apply(setup.desktop(), locator.path()));
    }

    private void icon() {
        if (file.isEmpty()) {
            throw Refusal.of(TOPIC, "Missing argument for 'icon' (/path/to/dump/file)");
        }
        write(setup.icon(), file);
    }

    /** Writes the picture as it was given; a name of another kind gets the right end. */
    private static void write(Icon icon, String name) {
        boolean isNamed = Icon.Kind.ofFile(name).filter(icon.kind()::equals).isPresent();
        String file = isNamed ? name : name + "." + icon.kind().extension();
        try {
            DesktopSetup.write(icon, RawPath.of(file));
        } catch (IOException e) {
            throw new AppRunnerException(ErrorCode.IO, "cannot write " + file + ": " + IoReason.of(e), "", e);
        } catch (InvalidPathException e) {
            throw new AppRunnerException(ErrorCode.USAGE, "'" + file + "' cannot be the name of a file", "", e);
        }
    }
}
