// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop;

import io.apprunner.config.HostUser;
import io.apprunner.config.RuntimeConfiguration;
import io.apprunner.console.Console;
import io.apprunner.db.Desktop;
import io.apprunner.db.Icon;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.Setting;
import io.apprunner.error.AppRunnerException;
import io.apprunner.posix.Posix;
import io.apprunner.subprocess.Subprocess;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Connects the image with the desktop of the user who runs it. */
@ApplicationScoped
public class DesktopIntegration {
    private final Posix posix;
    private final Subprocess subprocess;
    private final ImageSettings settings;
    private final RuntimeConfiguration configuration;
    private final Console console;

    /** Made by CDI. */
    public DesktopIntegration(
            Posix posix,
            Subprocess subprocess,
            ImageSettings settings,
            RuntimeConfiguration configuration,
            Console console) {
        this.posix = posix;
        this.subprocess = subprocess;
        this.settings = settings;
        this.configuration = configuration;
        this.console = console;
    }

    /** A start's progress is only for those who look for a fault. */
    private record DebugLines(Console console, boolean shown) implements Progress {
        private static final String SOURCE = "desktop";

        @Override
        public void info(String sentence) {
            if (shown) {
                console.info(SOURCE, sentence);
            }
        }

        @Override
        public void debug(String sentence) {
            if (shown) {
                console.debug(SOURCE, sentence);
            }
        }

        @Override
        public void warning(String sentence) {
            if (shown) {
                console.warning(SOURCE, sentence);
            }
        }
    }

    /**
     * Makes the desktop's files and notifies it, as far as that is set up. Failures stop nothing.
     *
     * @param image the image's path
     * @param host who runs it
     */
    public void start(DesktopSettings stored, Path image, HostUser host) {
        if (stored.desktop().isEmpty()) {
            return;
        }
        Desktop desktop = stored.desktop().get();
        Map<String, String> environment = configuration.environment();
        Progress progress = new DebugLines(console, configuration.debug());
        try {
            DataHome home = DataHome.of(environment, host.home(), host.userId());
            HostPrograms programs = new HostPrograms(subprocess, environment);
            new Installation(desktop, home, programs, progress).make(image, () -> settings.get(Setting.ICON));
            if (stored.notifies()) {
                programs.notifyOfStart(desktop, home, progress);
            }
        } catch (RuntimeException e) {
            progress.warning(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Removes what starts have made for an application.
     *
     * @throws AppRunnerException when the user has no place for such files
     */
    public void clean(Desktop desktop, Progress progress) {
        Map<String, String> environment = configuration.environment();
        HostUser host = HostUser.of(posix.userId(), posix.groupId(), environment);
        DataHome home = DataHome.of(environment, host.home(), host.userId());
        HostPrograms programs = new HostPrograms(subprocess, environment);
        new Installation(desktop, home, programs, progress).remove(kind());
    }

    /** That of a damaged picture is not known. */
    private Optional<Icon.Kind> kind() {
        try {
            return settings.get(Setting.ICON).map(Icon::kind);
        } catch (AppRunnerException e) {
            return Optional.empty();
        }
    }
}
