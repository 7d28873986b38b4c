// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.scan;

import io.apprunner.text.RawPath;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The bytes of names and of links' targets, which the format wants to be UTF-8. */
final class PathBytes {
    private PathBytes() {}

    /**
     * The bytes of the last name of a path.
     *
     * @throws io.apprunner.error.AppRunnerException when they are not UTF-8
     */
    static byte[] name(Path path) {
        Path name = path.getFileName();
        return checked(RawPath.bytes(name == null ? path : name), "the name", path);
    }

    /**
     * The bytes of a symbolic link's target.
     *
     * @throws io.apprunner.error.AppRunnerException when they are not UTF-8
     */
    static byte[] target(Path link, Path target) {
        return checked(RawPath.bytes(target), "the target", link);
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
