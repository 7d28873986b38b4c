// SPDX-License-Identifier: Apache-2.0
package io.apprunner.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The one place where a text or bytes become a path, and a path becomes text or bytes. {@link Path} itself holds any
 * bytes, but {@link Path#of(String, String...)} and {@link Path#toString} go by the charset of the locale and lose what
 * that does not know. Only the form of a URI keeps all of them, as percent escapes; see
 * docs/adr/0010-names-are-bytes.md.
 */
public final class RawPath {
    /**
     * A URI's maker looks whether its path is a folder, which can take for ever: where a file system is mounted, but
     * not served yet. Below what is no folder there is nothing to look at.
     */
    private static final Path NOWHERE = Path.of("/dev/null");

    private static final String WORKING_FOLDER = "/proc/self/cwd";
    private static final int HEX = 16;
    private static final int ASCII_END = 0x80;

    private RawPath() {}

    /**
     * The path of a {@link RawText}, to be used in this process's working folder. A relative one stays so, unless the
     * name of the working folder is not UTF-8: Java then knows another one, and the path is made absolute.
     *
     * @throws InvalidPathException when there is a NUL in it
     */
    public static Path of(String text) {
        return inWorkingFolder(isAscii(text) ? Path.of(text) : exactly(RawText.encode(text)));
    }

    /**
     * A path of exactly these bytes but for repeated and trailing slashes; a relative one stays so.
     *
     * @throws InvalidPathException when there is a NUL in it
     */
    public static Path exactly(byte[] bytes) {
        String ascii = new String(bytes, StandardCharsets.ISO_8859_1);
        if (isAscii(ascii)) {
            return Path.of(ascii);
        }
        StringBuilder uri = new StringBuilder("file:///");
        for (byte b : bytes) {
            if (b == 0) {
                throw new InvalidPathException(RawText.decode(bytes), "a NUL in a path");
            }
            if (b != '/') {
                uri.append('%').append(Character.forDigit((b & 0xff) >> 4, HEX));
                uri.append(Character.forDigit(b & 0xf, HEX));
            } else if (uri.charAt(uri.length() - 1) != '/') {
                uri.append('/');
            }
        }
        Path absolute = Path.of(URI.create(uri.toString()));
        return bytes[0] == '/' ? absolute : absolute.subpath(0, absolute.getNameCount());
    }

    /**
     * The path of a name, or of several with slashes between them, in a folder.
     *
     * @param name a {@link RawText}; an absolute one is the path itself
     * @throws InvalidPathException when there is a NUL in it
     */
    public static Path resolve(Path folder, String name) {
        return folder.resolve(exactly(RawText.encode(name)));
    }

    /** The path of a name in the folder that a file stands in; see {@link #resolve}. */
    public static Path resolveSibling(Path file, String name) {
        return file.resolveSibling(exactly(RawText.encode(name)));
    }

    /** The folder that a file stands in, as text; empty for a relative path of one name. */
    public static String folder(Path file) {
        return text(file.resolveSibling(""));
    }

    /** The path as text, from which {@link #of} makes it again. */
    public static String text(Path path) {
        String text = path.toString();
        return isAscii(text) ? text : RawText.decode(bytes(path));
    }

    /** The last name of a path as text; the whole path when it has none. */
    public static String name(Path path) {
        Path name = path.getFileName();
        return text(name == null ? path : name);
    }

    /** The bytes of a path. */
    public static byte[] bytes(Path path) {
        String text = path.toString();
        if (isAscii(text)) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
        String names = NOWHERE.resolve(path.subpath(0, path.getNameCount()))
                .toUri()
                .getRawPath()
                .substring(NOWHERE.toString().length());
        return unescape(path.isAbsolute() ? names : names.substring(1));
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

    private static Path inWorkingFolder(Path path) {
        if (path.isAbsolute()) {
            return path;
        }
        try {
            Path folder = Files.readSymbolicLink(Path.of(WORKING_FOLDER));
            boolean isKnown = folder.equals(Path.of("").toAbsolutePath());
            return isKnown || !folder.isAbsolute() ? path : folder.resolve(path);
        } catch (IOException e) {
            return path; // without /proc nothing tells better than Java
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < ASCII_END);
    }
}
