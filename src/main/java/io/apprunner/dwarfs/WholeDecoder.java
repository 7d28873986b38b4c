// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs;

import io.apprunner.dwarfs.format.Decompressor;
import java.nio.ByteBuffer;

/** A block whose codec is run over the whole payload at once. */
final class WholeDecoder extends BlockDecoder {
    private final int limit;

    WholeDecoder(DwarfsImage image, Section section) {
        super(image, section, image.blockSize());
        this.limit = image.blockSize();
    }

    @Override
    int advance(ByteBuffer target, int from, int to) {
        byte[] payload = new byte[(int) section.header().length()];
        file.read(section.payloadOffset(), ByteBuffer.wrap(payload));
        checksum.update(payload);
        checksum.check(place);
        byte[] bytes = Decompressor.decompress(section.header().compression(), payload, limit, place);
        target.put(0, bytes);
        return bytes.length;
    }

    @Override
    boolean isWhole() {
        return true;
    }
}
