// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.section;

import io.apprunner.dwarfs.format.SectionType;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.IoReason;
import io.apprunner.zstd.Effort;
import io.apprunner.zstd.Zstd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** Appends sections to a channel, numbers them, and ends the image with their index. One thread uses it. */
public final class SectionWriter {
    /** An index entry has the type in its upper 16 bits and the offset in its lower 48. */
    private static final int TYPE_SHIFT = 48;

    private final WritableByteChannel target;
    private final LongConsumer progress;
    private final List<Long> index = new ArrayList<>();
    private long size;

    /**
     * @param target where the image goes; what it has before is no business of the image
     * @param progress is told the size of the image in bytes after each section
     */
    public SectionWriter(WritableByteChannel target, LongConsumer progress) {
        this.target = target;
        this.progress = progress;
    }

    /**
     * Compresses and appends a section.
     *
     * @param data the payload before compression
     * @param effort how to compress it, if at all
     * @throws AppRunnerException with code {@code IO} when the target cannot be written
     */
    public void append(SectionType type, byte[] data, Effort effort) {
        ByteBuffer raw = ByteBuffer.allocateDirect(data.length).put(data).flip();
        ByteBuffer work =
                ByteBuffer.allocateDirect(effort.none() ? 0 : Zstd.get().compressBound(data.length));
        append(SectionEncoder.encode(nextNumber(), type, raw, work, effort));
    }

    /** Appends a section that was made with {@link #nextNumber} or, if several are being made, with a later number. */
    void append(EncodedSection section) {
        index.add((long) section.type().id() << TYPE_SHIFT | size);
        long end = size + section.size();
        try {
            write(ByteBuffer.wrap(section.header()));
            write(section.payload());
        } catch (IOException e) {
            throw new AppRunnerException(ErrorCode.IO, "cannot write the image: " + IoReason.of(e), "", e);
        }
        size = end;
        progress.accept(size);
    }

    /** The number of the section that is appended next. */
    int nextNumber() {
        return index.size();
    }

    /**
     * Appends the index, which ends the image.
     *
     * @return the size of the image in bytes
     */
    public long finish() {
        ByteBuffer payload =
                ByteBuffer.allocate((index.size() + 1) * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        index.forEach(payload::putLong);
        payload.putLong((long) SectionType.INDEX.id() << TYPE_SHIFT | size);
        append(SectionEncoder.plain(nextNumber(), SectionType.INDEX, payload.flip()));
        return size;
    }

    private void write(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            target.write(buffer);
        }
    }
}
