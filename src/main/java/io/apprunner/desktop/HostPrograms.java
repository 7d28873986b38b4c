// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop;

import io.apprunner.db.Desktop;
import io.apprunner.db.Icon;
import io.apprunner.error.AppRunnerException;
import io.apprunner.subprocess.Invocation;
import io.apprunner.subprocess.Program;
import io.apprunner.subprocess.Subprocess;
import io.apprunner.text.RawPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The desktop's programs of the host. That one of them is not there is no failure. */
public final class HostPrograms {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What they may know of our environment. */
    private static final List<String> PASSED = List.of(
            "DBUS_SESSION_BUS_ADDRESS",
            "DISPLAY",
            "HOME",
            "LANG",
            "LC_ALL",
            "PATH",
            "USER",
            "WAYLAND_DISPLAY",
            "XAUTHORITY",
            "XDG_DATA_HOME",
            "XDG_RUNTIME_DIR");

    private final Subprocess subprocess;
    private final Map<String, String> environment;

    /** @param environment ours */
    public HostPrograms(Subprocess subprocess, Map<String, String> environment) {
        this.subprocess = subprocess;
        this.environment = environment;
    }

    /** Brings the database of file types up to date. */
    void updateTypes(Path database, Progress progress) {
        update(
                progress,
                program -> subprocess.run(call(program, RawPath.text(database))).success());
    }

    /** As above, but it is not waited for: it can take seconds, and a start has no need of it. */
    void launchUpdateOfTypes(Path database, Progress progress) {
        update(progress, program -> subprocess.launch(call(program, RawPath.text(database))));
    }

    private void update(Progress progress, Consumer<Program> start) {
        progress.info("Updating mime database...");
        try {
            Program.find("update-mime-database", path())
                    .ifPresentOrElse(start, () -> progress.debug("The host has no update-mime-database"));
        } catch (AppRunnerException e) {
            progress.warning(e.getMessage() + "; " + e.hint());
        }
    }

    /** Tells the user that an application was started, where a desktop takes such messages; it is not waited for. */
    public void notifyOfStart(Desktop desktop, DataHome home, Progress progress) {
        if (!hasBus()) {
            progress.debug("There is no session bus to notify");
            return;
        }
        String icon = Stream.of(Icon.Kind.PNG, Icon.Kind.SVG)
                .map(kind -> home.applicationIcon(desktop, kind, DataHome.MARK))
                .filter(Files::isRegularFile)
                .map(RawPath::text)
                .findFirst()
                .orElse("flatimage_" + desktop.name());
        String sentence = "Started '" + desktop.name() + "' FlatImage";
        try {
            Program.find("notify-send", path())
                    .ifPresent(program -> subprocess.launch(call(program, "-i", icon, sentence)));
        } catch (AppRunnerException e) {
            progress.warning(String.valueOf(e.getMessage()));
        }
    }

    private boolean hasBus() {
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        return !environment.getOrDefault("DBUS_SESSION_BUS_ADDRESS", "").isEmpty()
                || runtime.startsWith("/") && Files.exists(RawPath.of(runtime).resolve("bus"));
    }

    private String path() {
        return environment.getOrDefault("PATH", "");
    }

    private Invocation call(Program program, String... arguments) {
        List<String> passed = environment.entrySet().stream()
                .filter(entry -> PASSED.contains(entry.getKey()))
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
        return Invocation.of(program, List.of(arguments), passed, PATIENCE);
    }
}
