// SPDX-License-Identifier: Apache-2.0
package io.apprunner.zstd;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import java.nio.ByteBuffer;

/** {@link Zstd} on the JVM, for development and tests; its decoders refuse frames of more than 128 MiB. */
final class JniZstd implements Zstd {
    static final JniZstd INSTANCE = new JniZstd();

    private JniZstd() {}

    @Override
    public int compressBound(int size) {
        return Math.toIntExact(com.github.luben.zstd.Zstd.compressBound(size));
    }

    @Override
    public int compress(ByteBuffer source, ByteBuffer target, Effort effort) {
        try (ZstdCompressCtx context = new ZstdCompressCtx()) {
            // Zeros are zstd's own way to say that a number is the level's.
            context.setLevel(effort.level())
                    .setStrategy(effort.strategy())
                    .setChainLog(effort.chainLog())
                    .setHashLog(effort.hashLog())
                    .setSearchLog(effort.searchLog())
                    .setTargetLength(effort.targetLength());
            context.setContentSize(true);
            return context.compress(target, source);
        } catch (ZstdException e) {
            throw new AppRunnerException(ErrorCode.INTERNAL, "zstd cannot compress: " + e.getMessage(), "", e);
        }
    }

    @Override
    public Decoder newDecoder() {
        return new JniDecoder(new ZstdDecompressCtx());
    }

    private record JniDecoder(ZstdDecompressCtx context) implements Decoder {
        @Override
        public void reset() {
            context.reset();
        }

        @Override
        public boolean decode(ByteBuffer source, ByteBuffer target) {
            try {
                return context.decompressDirectByteBufferStream(target, source);
            } catch (ZstdException e) {
                throw new AppRunnerException(ErrorCode.FORMAT, "damaged zstd data: " + e.getMessage(), "", e);
            }
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
