// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.output;

import io.apprunner.error.Failure;

/** Information for people, on standard output with the prefix that FlatImage's scripts look for. */
public final class Info {
    private Info() {}

    public static void print(String command, String message) {
        System.out.println("I::" + command + "::" + Failure.printable(message));
    }
}
