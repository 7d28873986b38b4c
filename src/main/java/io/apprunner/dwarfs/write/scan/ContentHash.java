// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.scan;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Hashes of file contents, with XXH3 of 128 bits: fast, but not safe against somebody who makes collisions. */
final class ContentHash {
    private static final int BUFFER = 1 << 16;

    private ContentHash() {}

    /** The hash of the first {@code limit} bytes of a file. */
    static HashValue128 of(Path path, long limit) {
        try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            HashStream128 hash = Hashing.xxh3_128().hashStream();
            byte[] buffer = new byte[(int) Math.min(BUFFER, limit)];
            long left = limit;
            while (left > 0) {
                int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) {
                    break;
                }
                hash.putBytes(buffer, 0, count);
                left -= count;
            }
            return hash.get();
        } catch (IOException e) {
            throw SourceErrors.reading(path, e);
        }
    }
}
