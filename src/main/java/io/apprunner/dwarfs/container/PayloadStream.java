// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.container;

import java.io.InputStream;
import java.nio.ByteBuffer;

/** The payload of a section from its start to its end, in pieces as large as the memory that is given for them. */
public final class PayloadStream extends InputStream {
    private final ImageFile file;
    private final byte[] piece;
    /** What is in {@link #piece}. */
    private final ByteBuffer present;

    private long position;
    private long left;

    /**
     * A stream that has read nothing yet.
     *
     * @param piece holds what is read ahead; 1 byte or more
     */
    public PayloadStream(ImageFile file, Section section, byte[] piece) {
        this.file = file;
        this.piece = piece;
        this.present = ByteBuffer.wrap(piece).limit(0);
        this.position = section.payloadOffset();
        this.left = section.header().length();
    }

    /** Whether there is one more byte in {@link #present}; false at the end. */
    private boolean fill() {
        if (present.hasRemaining()) {
            return true;
        }
        int count = (int) Math.min(piece.length, left);
        file.read(position, present.clear().limit(count));
        present.flip();
        position += count;
        left -= count;
        return count > 0;
    }

    @Override
    public int read() {
        return fill() ? present.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int from, int length) {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, present.remaining());
        present.get(target, from, count);
        return count;
    }
}
