// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.text.RawPath;
import java.nio.file.Path;

/** Escapes of the files that desktops read. */
final class Texts {
    /** Characters that have a meaning in lists of types, in globs or in the tables that are made of both. */
    private static final String SPECIAL = ":;,=\"'<>&\\*?[]";

    private Texts() {}

    /** A value of type string or a part of one (Desktop Entry Specification, "Possible value types"). */
    static String value(String text) {
        String escaped = text.replace("\\", "\\\\");
        return escaped.startsWith(" ") ? "\\s" + escaped.substring(1) : escaped;
    }

    /** One element of a value of type list. */
    static String element(String text) {
        return value(text).replace(";", "\\;");
    }

    /**
     * A program's path as the first word of a command line (same place, "The Exec key"): quoted, then escaped as every
     * value is; a percent sign would begin a field code.
     */
    static String command(Path program) {
        String quoted = plain(program).replaceAll("[\"`$\\\\]", "\\\\$0").replace("%", "%%");
        return value("\"" + quoted + "\"");
    }

    /** Content of an XML attribute or element. */
    static String xml(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A pattern that only this file name fits. */
    static String glob(Path name) {
        return plain(name).replaceAll("[\\\\*?\\[]", "\\\\$0");
    }

    /**
     * The media type of an application. Its name stands in it as it is, but for characters that would break the tables
     * of types.
     */
    static String type(String name) {
        StringBuilder result = new StringBuilder("application/flatimage_");
        name.codePoints().forEach(c -> result.appendCodePoint(SPECIAL.indexOf(c) >= 0 ? '_' : c));
        return result.toString();
    }

    /** A path as text; one with line ends or other control characters, or that is no text at all, is refused. */
    private static String plain(Path path) {
        String text = RawPath.text(path);
        boolean isPlain = text.codePoints()
                .noneMatch(c -> Character.isISOControl(c)
                        || c >= 0xfffe && c <= 0xffff
                        || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        if (!isPlain) {
            throw new AppRunnerException(
                    ErrorCode.UNSUPPORTED,
                    "the image's path has characters that no desktop can be told",
                    "give the image another name");
        }
        return text;
    }
}
