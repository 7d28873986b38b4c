// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.output;

import java.nio.charset.StandardCharsets;

/** Results on standard output, in UTF-8 whatever the locale: file names are bytes, and JSON is UTF-8. */
public final class Output {
    private Output() {}

    public static void line(String text) {
        System.out.writeBytes((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
