// SPDX-License-Identifier: Apache-2.0
package io.apprunner.config;

import io.apprunner.posix.NativeImage;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.posix.process.ProcessText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Keeps settings away from Quarkus that are not meant for this program: files of the current folder, and variables that
 * the user has set for other Quarkus programs, perhaps for the guest. See docs/adr/0003-configuration-sources.md.
 */
public final class ForeignSettings {
    /** Put before the name of a variable that Quarkus must not see; {@link #restore} takes it away again. */
    private static final String HIDDEN = "FIM_HIDDEN_";

    private static final List<String> FOREIGN = List.of("quarkus", "smallrye", "mp_config", "app_runner");

    private ForeignSettings() {}

    /**
     * To be called before Quarkus starts. Where variables must be hidden, the process starts itself again with an
     * environment that is free of them, because the Java runtime's copy of the environment cannot be changed.
     */
    public static void shutOut(Posix posix, String[] arguments) {
        // Quarkus looks for .env and config/ in the folder that this property names when it starts;
        // CommandApplication puts it right again.
        System.setProperty("user.dir", "/");
        // Otherwise the log manager asks the name service for the host's name, and may wait for it.
        System.setProperty("jboss.host.name", "localhost");
        System.setProperty("jboss.qualified.host.name", "localhost");
        if (NativeImage.IS_NATIVE && System.getenv().keySet().stream().anyMatch(ForeignSettings::isForeign)) {
            List<String> environment = ProcessText.environment().stream()
                    .map(entry -> isForeign(name(entry)) ? HIDDEN + entry : entry)
                    .toList();
            List<String> command = new ArrayList<>();
            command.add("app-runner");
            command.addAll(ProcessText.arguments(arguments));
            PosixException.check(posix.execute("/proc/self/exe", command, environment), "start again");
        }
    }

    /** An entry {@code NAME=value} of the environment as it was before variables were hidden. */
    public static String restore(String entry) {
        return entry.startsWith(HIDDEN) ? entry.substring(HIDDEN.length()) : entry;
    }

    /** Quarkus finds a property under several spellings of its name, with a profile before it or not. */
    private static boolean isForeign(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace('.', '_').replace('-', '_');
        return !name.startsWith(HIDDEN) && FOREIGN.stream().anyMatch(plain::contains);
    }

    private static String name(String entry) {
        int end = entry.indexOf('=');
        return end < 0 ? entry : entry.substring(0, end);
    }
}
