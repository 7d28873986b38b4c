// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.text.RawPath;
import io.apprunner.text.RawText;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Escapes of the files that desktops read. */
final class Texts {
    /** What stands in a media type as it is, besides letters and digits; RFC 6838 allows a few more. */
    private static final String PLAIN = "-_.+";

    /** The longest subtype of RFC 6838, section 4.2. */
    private static final int LONGEST = 127;

    /** Digits of a hash in the place of what is too long. */
    private static final int HASH = 16;

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
     * The media type of an application. Bytes of its name that RFC 6838 does not allow there become {@code ^} and two
     * digits, and what is too long a hash.
     */
    static String type(String name) {
        StringBuilder subtype = new StringBuilder("flatimage_");
        for (byte b : RawText.encode(name)) {
            boolean isPlain = b >= 0 && (Character.isLetterOrDigit(b) || PLAIN.indexOf(b) >= 0);
            subtype.append(
                    isPlain ? Character.toString(b) : "^" + HexFormat.of().toHexDigits(b));
        }
        if (subtype.length() > LONGEST) {
            subtype.setLength(LONGEST - HASH - 1);
            subtype.append('^').append(hash(name));
        }
        return "application/" + subtype;
    }

    /** The name of the icon that desktops look for when a file is of that type. */
    static String typeIcon(String name) {
        return type(name).replace('/', '-');
    }

    private static String hash(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(RawText.encode(name));
            return HexFormat.of().formatHex(hash, 0, HASH / 2);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
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
