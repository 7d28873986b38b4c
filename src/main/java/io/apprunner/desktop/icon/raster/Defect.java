// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop.icon.raster;

import io.apprunner.error.ErrorCode;
import io.apprunner.error.FormatException;

/** What is wrong with a picture, as exceptions. */
public final class Defect {
    private static final String FILE = "icon";

    private Defect() {}

    /** Bytes that the format does not allow. */
    public static FormatException at(long offset, String expected, Object found) {
        return new FormatException(ErrorCode.FORMAT, FILE, offset, expected, String.valueOf(found));
    }

    /** Something that the format allows and this program cannot do. */
    public static FormatException unsupported(long offset, String expected, Object found) {
        return new FormatException(ErrorCode.UNSUPPORTED, FILE, offset, expected, String.valueOf(found));
    }
}
