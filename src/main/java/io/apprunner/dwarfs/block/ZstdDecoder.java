// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.block;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.container.Section;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.zstd.Zstd;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A zstd block: decoded into its buffer as far as asked; the checksum reads all of its payload before that is told. */
final class ZstdDecoder extends BlockDecoder {
    private Zstd.@Nullable Decoder decoder;
    /** Bytes of the payload that were read and given to the decoder. */
    private long read;

    ZstdDecoder(DwarfsImage image, Section section, int size, DecoderPool pool) {
        super(image, section, size, pool);
    }

    @Override
    int advance(ByteBuffer target, int from, int to) {
        Zstd.Decoder zstd = decoder;
        if (zstd == null) {
            zstd = pool.takeDecoder();
            decoder = zstd;
        }
        // The decoder wants the same target at every call, so only the end of the source stops it early.
        ByteBuffer view = target.duplicate().limit(size).position(from);
        int goal = pool.isCrowded() ? size : to;
        DecoderPool.Scratch scratch = pool.takeScratch();
        try {
            boolean ended = false;
            while (view.position() < goal || (view.position() == size && !ended)) {
                ended = decodePiece(zstd, view, scratch);
                if (ended) {
                    finish(view.position());
                    break;
                }
            }
            if (view.position() > 0) {
                checkRest(scratch);
            }
        } finally {
            pool.giveScratch(scratch);
        }
        return view.position();
    }

    /** Reads and decodes the next piece of the payload; returns whether the frame has ended. */
    private boolean decodePiece(Zstd.Decoder zstd, ByteBuffer view, DecoderPool.Scratch scratch) {
        int count = (int) Math.min(scratch.source().capacity(), section.header().length() - read);
        if (count == 0) {
            throw place.bad("a zstd frame of " + size + " bytes", "its end after " + view.position());
        }
        ByteBuffer source = scratch.source().clear().limit(count);
        file.read(section.payloadOffset() + read, source);
        source.flip();
        read += count;
        hash(source, 0, count, scratch);
        boolean ended = false;
        while (source.hasRemaining()) {
            int before = source.position();
            int written = view.position();
            ended = decode(zstd, source, view);
            boolean stuck = before == source.position() && written == view.position();
            if (source.hasRemaining() && (ended || stuck)) {
                throw place.bad("one zstd frame of " + size + " bytes", "something behind it");
            }
        }
        return ended;
    }

    private boolean decode(Zstd.Decoder zstd, ByteBuffer source, ByteBuffer view) {
        try {
            return zstd.decode(source, view);
        } catch (AppRunnerException e) {
            if (e.code() != ErrorCode.FORMAT) {
                throw e;
            }
            throw place.bad("intact zstd data", String.valueOf(e.getMessage()));
        }
    }

    private void finish(int position) {
        if (position != size || read != section.header().length()) {
            throw place.bad("one zstd frame of " + size + " bytes", "one of " + position);
        }
        close();
    }

    @Override
    void close() {
        Zstd.Decoder zstd = decoder;
        if (zstd != null) {
            decoder = null;
            pool.giveDecoder(zstd);
        }
    }
}
