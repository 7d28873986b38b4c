// SPDX-License-Identifier: Apache-2.0
package io.apprunner.fuse;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Makes replies for tests of file systems. */
public final class Replies {
    private Replies() {}

    /** A reply with room for everything. */
    public static FuseReply open() {
        FuseReply reply = new FuseReply();
        reply.begin(1 << 20, false);
        return reply;
    }

    /** Ends the use of what the reply holds and makes it ready for the next request; returns its bytes of file data. */
    public static int finish(FuseReply reply) {
        reply.seal(1, 0);
        int bytes = reply.buffer().getInt(0) - reply.end();
        reply.release();
        reply.begin(1 << 20, false);
        return bytes;
    }

    /** As {@link #finish}, with the file data as the kernel would get it. */
    public static byte[] data(FuseReply reply) {
        int count = reply.seal(1, 0);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        MemorySegment vectors = MemorySegment.ofAddress(reply.vectors()).reinterpret(16L * count);
        for (int i = 1; i < count; i++) {
            long address = vectors.get(ValueLayout.JAVA_LONG, 16L * i);
            long length = vectors.get(ValueLayout.JAVA_LONG, 16L * i + 8);
            data.writeBytes(MemorySegment.ofAddress(address).reinterpret(length).toArray(ValueLayout.JAVA_BYTE));
        }
        finish(reply);
        return data.toByteArray();
    }

    /** The first number of an answer. */
    public static long number(FuseReply reply) {
        return reply.buffer().getLong(Protocol.OUT_HEADER);
    }

    /** An answer as text. */
    public static String text(FuseReply reply) {
        byte[] bytes = new byte[reply.end() - Protocol.OUT_HEADER];
        reply.buffer().get(Protocol.OUT_HEADER, bytes);
        return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}
