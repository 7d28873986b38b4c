// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.format;

import io.apprunner.error.ErrorCode;
import io.apprunner.error.FormatException;

/**
 * Where some bytes stand, for error messages.
 *
 * @param file the name of the file as the user knows it
 * @param offset bytes from the start of that file to the section that holds the bytes
 */
public record Place(String file, long offset) {
    /** An exception that says what the format demands here and what was found. */
    public FormatException bad(String expected, String found) {
        return new FormatException(ErrorCode.FORMAT, file, offset, expected, found);
    }

    /** As {@link #bad(String, String)} with a number as what was found. */
    public FormatException bad(String expected, long found) {
        return bad(expected, Long.toString(found));
    }

    /** An exception about a well-formed part that this reader does not know. */
    public FormatException unsupported(String expected, String found) {
        return new FormatException(ErrorCode.UNSUPPORTED, file, offset, expected, found);
    }

    /** An exception about a checksum that does not match. */
    public FormatException checksum(String expected, String found) {
        return new FormatException(ErrorCode.CHECKSUM, file, offset, expected, found);
    }
}
