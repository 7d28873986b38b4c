// SPDX-License-Identifier: Apache-2.0
package io.apprunner.zstd;

import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.function.CFunction.Transition;
import org.graalvm.nativeimage.c.function.CLibrary;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.word.Pointer;
import org.graalvm.word.PointerBase;
import org.graalvm.word.UnsignedWord;

/** The functions of libzstd that we call; only meaningful in the native executable. */
@CLibrary("zstd")
final class LibZstd {
    /** ZSTD_reset_session_only of ZSTD_ResetDirective. */
    static final int RESET_SESSION_ONLY = 1;

    /** ZSTD_d_stableOutBuffer, an experimental parameter that has kept its number since 1.4.5. */
    static final int D_STABLE_OUT_BUFFER = 1001;

    /** ZSTD_d_windowLogMax. */
    static final int D_WINDOW_LOG_MAX = 100;

    /** Numbers of ZSTD_cParameter. */
    static final int C_COMPRESSION_LEVEL = 100;

    static final int C_HASH_LOG = 102;
    static final int C_CHAIN_LOG = 103;
    static final int C_SEARCH_LOG = 104;
    static final int C_TARGET_LENGTH = 106;
    static final int C_STRATEGY = 107;

    private LibZstd() {}

    /** Size in bytes of ZSTD_inBuffer and ZSTD_outBuffer: a pointer, a size and a position. */
    static final int BUFFER_SIZE = 24;

    /** Where the size stands in such a buffer. */
    static final int BUFFER_LENGTH = 8;

    /** Where the position stands in such a buffer. */
    static final int BUFFER_POSITION = 16;

    @CFunction(value = "ZSTD_compressBound", transition = Transition.NO_TRANSITION)
    static native UnsignedWord compressBound(UnsignedWord size);

    @CFunction(value = "ZSTD_isError", transition = Transition.NO_TRANSITION)
    static native int isError(UnsignedWord result);

    @CFunction(value = "ZSTD_getErrorName", transition = Transition.NO_TRANSITION)
    static native CCharPointer getErrorName(UnsignedWord result);

    @CFunction(value = "ZSTD_createCCtx", transition = Transition.TO_NATIVE)
    static native Pointer createCCtx();

    @CFunction(value = "ZSTD_freeCCtx", transition = Transition.TO_NATIVE)
    static native UnsignedWord freeCCtx(Pointer context);

    @CFunction(value = "ZSTD_CCtx_setParameter", transition = Transition.NO_TRANSITION)
    static native UnsignedWord setCParameter(Pointer context, int parameter, int value);

    @CFunction(value = "ZSTD_compress2", transition = Transition.TO_NATIVE)
    static native UnsignedWord compress2(
            Pointer context, PointerBase target, UnsignedWord targetSize, PointerBase source, UnsignedWord sourceSize);

    @CFunction(value = "ZSTD_createDCtx", transition = Transition.TO_NATIVE)
    static native Pointer createDCtx();

    @CFunction(value = "ZSTD_freeDCtx", transition = Transition.TO_NATIVE)
    static native UnsignedWord freeDCtx(Pointer context);

    @CFunction(value = "ZSTD_DCtx_setParameter", transition = Transition.NO_TRANSITION)
    static native UnsignedWord setDParameter(Pointer context, int parameter, int value);

    @CFunction(value = "ZSTD_DCtx_reset", transition = Transition.NO_TRANSITION)
    static native UnsignedWord resetDCtx(Pointer context, int directive);

    @CFunction(value = "ZSTD_decompressStream", transition = Transition.TO_NATIVE)
    static native UnsignedWord decompressStream(Pointer context, Pointer target, Pointer source);
}
