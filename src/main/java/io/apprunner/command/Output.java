// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command;

import java.nio.charset.StandardCharsets;

/** Results on standard output, in UTF-8 whatever the locale: file names are bytes, and JSON is UTF-8. */
final class Output {
    private Output() {}

    static void line(String text) {
        System.out.writeBytes((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
