// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.block;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.container.Section;
import java.nio.ByteBuffer;

/** A block that is not compressed: its bytes come straight from the file. */
final class StoredDecoder extends BlockDecoder {
    private final DecoderPool pool;

    StoredDecoder(DwarfsImage image, Section section, int size, DecoderPool pool) {
        super(image, section, size);
        this.pool = pool;
    }

    @Override
    int advance(ByteBuffer target, int from, int to) {
        file.read(section.payloadOffset() + from, target.duplicate().limit(to).position(from));
        DecoderPool.Scratch scratch = pool.takeScratch();
        checksum.update(target, from, to, scratch.piece());
        pool.giveScratch(scratch);
        if (to == size) {
            checksum.check(place);
        }
        return to;
    }
}
