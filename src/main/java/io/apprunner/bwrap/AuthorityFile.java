// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The form of an X authority file: entries of a family (two bytes, the high one first) and four texts (display address,
 * display number, name of the method, its secret), each with its length in two bytes before it.
 */
final class AuthorityFile {
    private static final int LIMIT = 1 << 20;
    private static final int TEXTS = 4;

    private AuthorityFile() {}

    /** Whether a regular file can be read and has that form from its first byte to its last; an empty one has not. */
    static boolean isOne(Path path) {
        try (InputStream file = Files.newInputStream(path)) {
            byte[] bytes = file.readNBytes(LIMIT);
            DataInputStream entries = new DataInputStream(new ByteArrayInputStream(bytes));
            while (entries.available() > 0) {
                entries.readUnsignedShort();
                for (int i = 0; i < TEXTS; i++) {
                    entries.skipNBytes(entries.readUnsignedShort());
                }
            }
            return bytes.length > 0;
        } catch (IOException e) {
            return false;
        }
    }
}
