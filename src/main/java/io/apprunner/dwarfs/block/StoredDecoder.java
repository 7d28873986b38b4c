// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.block;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.container.Section;
import java.nio.ByteBuffer;

/**
 * A block that is not compressed: its bytes come straight from the file. All of them at once, because its checksum
 * wants all of them, and to keep them costs less than to read them again.
 */
final class StoredDecoder extends BlockDecoder {
    StoredDecoder(DwarfsImage image, Section section, int size, DecoderPool pool) {
        super(image, section, size, pool);
    }

    @Override
    int advance(ByteBuffer target, int from, int to) {
        if (to == 0) {
            return 0;
        }
        DecoderPool.Scratch scratch = pool.takeScratch();
        try {
            // In pieces that are still in the processor's cache when the checksum takes them in.
            int length = scratch.piece().length;
            for (int at = from; at < size; at += length) {
                int end = Math.min(size, at + length);
                file.read(
                        section.payloadOffset() + at,
                        target.duplicate().limit(end).position(at));
                hash(target, at, end, scratch);
            }
            checkRest(scratch);
        } finally {
            pool.giveScratch(scratch);
        }
        return size;
    }
}
