// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.host;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the host lets ordinary users make user namespaces, as far as its settings tell. */
public final class UserNamespaces {
    private static final Path SETTINGS = RawPath.of("/proc/sys");

    private UserNamespaces() {}

    /**
     * Refuses early and with a reason what the kernel would refuse later without one.
     *
     * @throws AppRunnerException with the setting that forbids user namespaces
     */
    public static void check() {
        check(SETTINGS);
    }

    /**
     * Checks settings that lie elsewhere.
     *
     * @param settings what stands for /proc/sys
     * @throws AppRunnerException with the setting that forbids user namespaces
     */
    public static void check(Path settings) {
        for (String setting : new String[] {"user/max_user_namespaces", "kernel/unprivileged_userns_clone"}) {
            if (value(RawPath.resolve(settings, setting)).equals("0")) {
                String name = setting.replace('/', '.');
                throw new AppRunnerException(
                        ErrorCode.HOST,
                        "this host forbids user namespaces (" + name + " is 0), which a sandbox needs",
                        "allow them, as root: sysctl -w " + name + "=" + (name.startsWith("user") ? "15000" : "1")
                                + "; or run as root");
            }
        }
    }

    /** A setting that this kernel does not have forbids nothing. */
    private static String value(Path file) {
        try {
            return Files.readString(file).trim();
        } catch (IOException e) {
            return "";
        }
    }
}
