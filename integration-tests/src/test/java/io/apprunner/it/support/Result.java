// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * What a program left behind.
 *
 * @param command its command line, for messages
 * @param status exit status; 128 + n when signal n ended it
 * @param output the bytes of its standard output
 * @param stderr its standard error
 * @param duration from start to end
 */
public record Result(List<String> command, int status, byte[] output, String stderr, Duration duration) {
    /** Standard output as text. */
    public String stdout() {
        return new String(output, StandardCharsets.UTF_8);
    }

    /** Checks that the program succeeded without a word on standard error; returns its standard output. */
    public String success() {
        assertThat(stderr).as("standard error of %s", this).isEmpty();
        assertThat(status).as("exit status of %s", this).isZero();
        return stdout();
    }

    /** Checks that app-runner refused with status 125, a one-line reason and at most one line of advice. */
    public String refusal() {
        assertThat(status).as("exit status of %s", this).isEqualTo(125);
        assertThat(stderr).as("standard error of %s", this).matches("app-runner: [^\\n]+\\n(  [^\\n]+\\n)?");
        assertThat(stderr).doesNotContain("Exception", "internal error", "\tat ");
        return stderr;
    }

    @Override
    public String toString() {
        String line = String.join(" ", command);
        return "%s (status %d, stdout %s, stderr %s)"
                .formatted(shorten(line), status, shorten(stdout()), shorten(stderr));
    }

    private static String shorten(String text) {
        return text.length() <= 400 ? text : text.substring(0, 400) + "...";
    }
}
