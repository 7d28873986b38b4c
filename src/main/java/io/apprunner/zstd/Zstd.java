// SPDX-License-Identifier: Apache-2.0
package io.apprunner.zstd;

import io.apprunner.posix.NativeImage;
import java.nio.ByteBuffer;

/**
 * Zstandard compression over direct buffers. All methods are safe for use by several threads; a {@link Decoder} belongs
 * to one thread at a time.
 */
public interface Zstd {
    /** The implementation of this kind of process; the choice is made when the native image is built. */
    static Zstd get() {
        return NativeImage.IS_NATIVE ? LinkedZstd.INSTANCE : JniZstd.INSTANCE;
    }

    /** The largest size, in bytes, that compressing {@code size} bytes can give. */
    int compressBound(int size);

    /**
     * Compresses what remains of {@code source} into one frame that carries its content size, and advances both
     * buffers.
     *
     * @param source a direct buffer
     * @param target a direct buffer with at least {@link #compressBound} bytes remaining
     * @param effort not {@link Effort#none}
     * @return the size of the frame in bytes
     * @throws io.apprunner.error.AppRunnerException when libzstd reports an error
     */
    int compress(ByteBuffer source, ByteBuffer target, Effort effort);

    /** A new decoder with its own native memory. */
    Decoder newDecoder();

    /** Decodes one frame at a time, as far as it is asked to. */
    interface Decoder extends AutoCloseable {
        /** Forgets the present frame: the next {@link #decode} call is at the start of one. */
        void reset();

        /**
         * Decodes from {@code source} until {@code target} is full, the source is used up, or the frame ends; advances
         * both buffers. All calls for one frame must give the same target memory, each going on at the position where
         * the last one stopped, because the decoder may use what it wrote there as its window.
         *
         * @param source a direct buffer
         * @param target a direct buffer
         * @return whether the frame has ended
         * @throws io.apprunner.error.AppRunnerException with code {@code FORMAT} when the frame is damaged
         */
        boolean decode(ByteBuffer source, ByteBuffer target);

        @Override
        void close();
    }
}
