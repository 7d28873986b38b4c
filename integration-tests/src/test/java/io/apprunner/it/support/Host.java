// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What this machine allows; {@link Need} and {@link Account} ask it. */
public final class Host {
    private static final boolean FUSE = succeeds(List.of(), "sh", "-c", "exec 3<>/dev/fuse");

    private Host() {}

    /** Whether root runs the tests. */
    public static boolean isRoot() {
        return userId() == 0;
    }

    /** The user id of the tests. */
    public static int userId() {
        try {
            return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the kernel's FUSE device can be opened. */
    public static boolean isFuseUsable() {
        return FUSE;
    }

    /** Whether ordinary users can make user and mount namespaces, and open the FUSE device in them. */
    public static boolean areUserNamespacesUsable() {
        return Account.ORDINARY_USER.obstacle().isEmpty();
    }

    /** Whether root can act as somebody else. */
    public static boolean hasTwoAccounts() {
        return isRoot() && areUserNamespacesUsable();
    }

    /** Whether a program is installed. */
    static boolean hasProgram(String name) {
        return succeeds(List.of(), "sh", "-c", "command -v \"$1\"", "sh", name);
    }

    static boolean succeeds(List<String> prefix, String... command) {
        List<String> words = new ArrayList<>(prefix);
        words.addAll(List.of(command));
        try {
            Process process = new ProcessBuilder(words)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
