// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.block;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.container.Decompressor;
import io.apprunner.dwarfs.container.Section;
import java.nio.ByteBuffer;

/** A block whose codec is run over the whole payload at once. */
final class WholeDecoder extends BlockDecoder {
    private final DecoderPool pool;

    WholeDecoder(DwarfsImage image, Section section, DecoderPool pool) {
        super(image, section, image.blockSize());
        this.pool = pool;
    }

    @Override
    int advance(ByteBuffer target, int from, int to) {
        int permits = pool.takeHeap(section.header(), size);
        try {
            byte[] payload = new byte[(int) section.header().length()];
            file.read(section.payloadOffset(), ByteBuffer.wrap(payload));
            checksum.update(payload);
            checksum.check(place);
            ByteBuffer block = target.duplicate().limit(size);
            return Decompressor.decompressTo(block, section.header().compression(), payload, place);
        } finally {
            pool.giveHeap(permits);
        }
    }

    @Override
    boolean isWhole() {
        return true;
    }
}
