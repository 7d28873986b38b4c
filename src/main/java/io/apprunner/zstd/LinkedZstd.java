// SPDX-License-Identifier: Apache-2.0
package io.apprunner.zstd;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.graalvm.nativeimage.StackValue;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CTypeConversion;
import org.graalvm.word.Pointer;
import org.graalvm.word.UnsignedWord;
import org.graalvm.word.WordFactory;

/** {@link Zstd} in the native executable: libzstd.a is linked into it. */
final class LinkedZstd implements Zstd {
    static final LinkedZstd INSTANCE = new LinkedZstd();

    /** A frame's window may be as large as its content, and a block has 1 GiB at most; zstd itself stops at 128 MiB. */
    private static final int LARGEST_WINDOW_LOG = 30;

    private LinkedZstd() {}

    @Override
    public int compressBound(int size) {
        return Math.toIntExact(LibZstd.compressBound(WordFactory.unsigned(size)).rawValue());
    }

    @Override
    public int compress(ByteBuffer source, ByteBuffer target, Effort effort) {
        Pointer context = LibZstd.createCCtx();
        try {
            set(context, effort);
            UnsignedWord result = LibZstd.compress2(
                    context,
                    WordFactory.pointer(address(target)),
                    WordFactory.unsigned(target.remaining()),
                    WordFactory.pointer(address(source)),
                    WordFactory.unsigned(source.remaining()));
            check(result, ErrorCode.INTERNAL, "zstd cannot compress: ");
            int size = (int) result.rawValue();
            source.position(source.limit());
            target.position(target.position() + size);
            return size;
        } finally {
            LibZstd.freeCCtx(context);
        }
    }

    /** Zeros are zstd's own way to say that a number is the level's. */
    private static void set(Pointer context, Effort effort) {
        set(context, LibZstd.C_COMPRESSION_LEVEL, effort.level());
        set(context, LibZstd.C_STRATEGY, effort.strategy());
        set(context, LibZstd.C_CHAIN_LOG, effort.chainLog());
        set(context, LibZstd.C_HASH_LOG, effort.hashLog());
        set(context, LibZstd.C_SEARCH_LOG, effort.searchLog());
        set(context, LibZstd.C_TARGET_LENGTH, effort.targetLength());
    }

    private static void set(Pointer context, int parameter, int value) {
        check(LibZstd.setCParameter(context, parameter, value), ErrorCode.INTERNAL, "zstd cannot be set up: ");
    }

    @Override
    public Decoder newDecoder() {
        return new LinkedDecoder(LibZstd.createDCtx().rawValue());
    }

    private static long address(ByteBuffer buffer) {
        return MemorySegment.ofBuffer(buffer).address();
    }

    private static void check(UnsignedWord result, ErrorCode code, String message) {
        if (LibZstd.isError(result) != 0) {
            CCharPointer name = LibZstd.getErrorName(result);
            throw new AppRunnerException(code, message + CTypeConversion.toJavaString(name), "");
        }
    }

    private static final class LinkedDecoder implements Decoder {
        private final long context;

        LinkedDecoder(long context) {
            this.context = context;
            // The target of all calls for one frame is the same memory: no window of its own is needed.
            check(
                    LibZstd.setDParameter(pointer(), LibZstd.D_STABLE_OUT_BUFFER, 1),
                    ErrorCode.INTERNAL,
                    "zstd cannot decode into one buffer: ");
            check(
                    LibZstd.setDParameter(pointer(), LibZstd.D_WINDOW_LOG_MAX, LARGEST_WINDOW_LOG),
                    ErrorCode.INTERNAL,
                    "zstd cannot decode large frames: ");
        }

        private Pointer pointer() {
            return WordFactory.pointer(context);
        }

        @Override
        public void reset() {
            LibZstd.resetDCtx(pointer(), LibZstd.RESET_SESSION_ONLY);
        }

        /** With a stable output buffer libzstd wants the whole buffer from its start at every call. */
        @Override
        public boolean decode(ByteBuffer source, ByteBuffer target) {
            Pointer in = StackValue.get(LibZstd.BUFFER_SIZE);
            Pointer out = StackValue.get(LibZstd.BUFFER_SIZE);
            fill(in, source);
            fill(out, target);
            UnsignedWord result = LibZstd.decompressStream(pointer(), out, in);
            check(result, ErrorCode.FORMAT, "damaged zstd data: ");
            source.position(in.readInt(LibZstd.BUFFER_POSITION));
            target.position(out.readInt(LibZstd.BUFFER_POSITION));
            return result.rawValue() == 0;
        }

        private static void fill(Pointer buffer, ByteBuffer from) {
            buffer.writeLong(0, address(from) - from.position());
            buffer.writeLong(LibZstd.BUFFER_LENGTH, from.limit());
            buffer.writeLong(LibZstd.BUFFER_POSITION, from.position());
        }

        @Override
        public void close() {
            LibZstd.freeDCtx(pointer());
        }
    }
}
