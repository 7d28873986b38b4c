// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.block;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.container.Decompressor;
import io.apprunner.dwarfs.container.PayloadStream;
import io.apprunner.dwarfs.container.Section;
import java.nio.ByteBuffer;

/** A block whose codec is run over the whole payload at once. */
final class WholeDecoder extends BlockDecoder {
    WholeDecoder(DwarfsImage image, Section section, int size, DecoderPool pool) {
        super(image, section, size, pool);
    }

    @Override
    int advance(ByteBuffer target, int from, int to) {
        if (to == 0) {
            return 0;
        }
        int permits = pool.takeHeap(section.header());
        DecoderPool.Scratch scratch = pool.takeScratch();
        try {
            checkRest(scratch);
            Decompressor.decompressTo(
                    target.duplicate().limit(size),
                    section.header().compression(),
                    new PayloadStream(file, section, scratch.piece()),
                    place);
        } finally {
            pool.giveScratch(scratch);
            pool.giveHeap(permits);
        }
        return size;
    }
}
