// SPDX-License-Identifier: Apache-2.0
package io.apprunner.fuse;

import io.apprunner.posix.Posix;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes replies for tests of file systems. */
public final class Replies {
    private Replies() {}

    /** A reply with room for everything. */
    public static FuseReply open() {
        FuseReply reply = new FuseReply(Posix.get(), ConnectionOptions.readOnly(1));
        reply.begin(1 << 20, false);
        return reply;
    }

    /** A reply with room for so many bytes, with or without the attributes of directory entries. */
    public static FuseReply open(int room, boolean withAttributes) {
        FuseReply reply = new FuseReply(Posix.get(), ConnectionOptions.readOnly(1));
        reply.begin(room, withAttributes);
        return reply;
    }

    /** Says who asks; the room of an open reply stays. */
    public static void ask(FuseReply reply, int user, int group) {
        reply.asked(user, group, 0);
    }

    /** The names in a listing with the positions behind them. */
    public static Map<String, Long> entries(FuseReply reply, boolean withAttributes) {
        Map<String, Long> entries = new LinkedHashMap<>();
        int at = Protocol.OUT_HEADER;
        while (at < reply.end()) {
            at += withAttributes ? Protocol.ENTRY : 0;
            byte[] name = new byte[reply.buffer().getInt(at + 16)];
            reply.buffer().get(at + Protocol.DIRENT, name);
            entries.put(new String(name, StandardCharsets.UTF_8), reply.buffer().getLong(at + 8));
            at += Protocol.DIRENT + (name.length + 7 & ~7);
        }
        return entries;
    }

    /** The names in a listing without attributes with the numbers of their files. */
    public static Map<String, Long> numbers(FuseReply reply) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        int at = Protocol.OUT_HEADER;
        while (at < reply.end()) {
            byte[] name = new byte[reply.buffer().getInt(at + 16)];
            reply.buffer().get(at + Protocol.DIRENT, name);
            numbers.put(new String(name, StandardCharsets.UTF_8), reply.buffer().getLong(at));
            at += Protocol.DIRENT + (name.length + 7 & ~7);
        }
        return numbers;
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
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
