// SPDX-License-Identifier: Apache-2.0
package io.apprunner.violation.first;

import io.apprunner.posix.Posix;
import io.apprunner.posix.SystemCall;
import io.apprunner.violation.second.Second;
import java.nio.file.Path;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Breaks rules of the architecture, for the test that must see it. */
public final class First {
    /** Knows picocli. */
    public @Nullable CommandLine line;

    /** Prints. */
    void print() {
        System.out.println();
    }

    /** Prints a trace. */
    void trace(Exception failure) {
        failure.printStackTrace();
    }

    /** Ends the process. */
    void end() {
        System.exit(1);
    }

    /** Makes a system call. */
    long call() {
        return Posix.get().call(SystemCall.GETUID, 0, 0, 0);
    }

    /** Calls native code. */
    void nativeCode() {
        com.sun.jna.Native.getLastError();
    }

    /** Shows a type of a library. */
    public void show(AbstractAssert<?, ?> type) {
        type.isNotNull();
    }

    /** Makes a path of a text, and a text of that. */
    String path(String name) {
        return Path.of(name).toString();
    }

    /** Makes a path a part of a text. */
    String message(Path file) {
        return "no " + file;
    }

    /** Closes a cycle. */
    Second second() {
        return new Second();
    }
}
