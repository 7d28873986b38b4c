// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.scan;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The exact bytes of paths. {@link Path#toString} decodes them with the charset of the locale and loses those that it
 * does not know; a URI has them all, as percent escapes.
 */
public final class PathBytes {
    private static final int HEX = 16;
    private static final int ASCII_END = 0x80;

    private PathBytes() {}

    /**
     * The bytes of the last name of a path.
     *
     * @throws io.apprunner.error.AppRunnerException when they are not UTF-8
     */
    static byte[] name(Path path) {
        Path name = path.getFileName();
        return checked(of(name == null ? path : name), "the name", path);
    }

    /**
     * The bytes of a symbolic link's target.
     *
     * @throws io.apprunner.error.AppRunnerException when they are not UTF-8
     */
    static byte[] target(Path link, Path target) {
        return checked(of(target), "the target", link);
    }

    /** The bytes of a path. */
    public static byte[] of(Path path) {
        String text = path.toString();
        if (text.chars().allMatch(c -> c < ASCII_END)) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
        String uri = Path.of("/").resolve(path).toUri().getRawPath();
        // A slash is put behind the names of existing directories, and before what was relative.
        int start = path.isAbsolute() ? 0 : 1;
        int end = uri.endsWith("/") && !text.endsWith("/") ? uri.length() - 1 : uri.length();
        return unescape(uri.substring(start, end));
    }

    private static byte[] unescape(String uri) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(uri.length());
        for (int i = 0; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c == '%') {
                out.write(Integer.parseInt(uri, i + 1, i + 3, HEX));
                i += 2;
            } else {
                out.write(c);
            }
        }
        return out.toByteArray();
    }

    private static byte[] checked(byte[] bytes, String what, Path path) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return bytes;
        } catch (CharacterCodingException e) {
            throw SourceErrors.notUtf8(what, path);
        }
    }
}
