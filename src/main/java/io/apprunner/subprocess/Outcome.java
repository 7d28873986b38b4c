// SPDX-License-Identifier: Apache-2.0
package io.apprunner.subprocess;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.text.RawText;

/**
 * How a program ended.
 *
 * @param program its name
 * @param status its exit status; 128 + n when signal n killed it
 * @param output what it wrote to standard output
 * @param errors the end of what it wrote to standard error, in one printable line
 */
public record Outcome(String program, int status, byte[] output, String errors) {
    /** Its standard output as text. */
    public String text() {
        return RawText.decode(output);
    }

    /**
     * This outcome if the status is 0.
     *
     * @throws AppRunnerException with code {@code PROGRAM} and the program's own words otherwise
     */
    public Outcome success() {
        if (status != 0) {
            throw new AppRunnerException(
                    ErrorCode.PROGRAM, program + " failed with exit status " + status, said(errors));
        }
        return this;
    }

    /** A program's last words as a hint; empty when there are none. */
    static String said(String errors) {
        return errors.isEmpty() ? "" : "it said: " + errors;
    }
}
