// SPDX-License-Identifier: Apache-2.0
package io.apprunner.fuse;

import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.FakePosix;
import io.apprunner.posix.SystemCall;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** The kernel's side of /dev/fuse: gives requests, keeps answers, and unmounts when there are no requests left. */
final class FakeKernel extends FakePosix {
    private final Queue<byte[]> requests = new ArrayDeque<>();
    private final List<ByteBuffer> answers = new ArrayList<>();
    private final Queue<Integer> failures = new ArrayDeque<>();

    /** A request with this body; its number is the count of those before it. */
    void request(int opcode, long node, byte[] body) {
        ByteBuffer request =
                ByteBuffer.allocate(Protocol.IN_HEADER + body.length).order(ByteOrder.nativeOrder());
        request.putInt(0, request.capacity())
                .putInt(4, opcode)
                .putLong(8, requests.size())
                .putLong(16, node);
        request.put(Protocol.IN_HEADER, body);
        requests.add(request.array());
    }

    /** Reading the next request fails so often with this errno. */
    void fail(int times, int errno) {
        for (int i = 0; i < times; i++) {
            failures.add(errno);
        }
    }

    /** Has all requests served. */
    List<ByteBuffer> serve(FuseFileSystem files) {
        try (FuseSession session =
                new FuseSession(this, Descriptor.of(this, 3), files, ConnectionOptions.readOnly(1), () -> {})) {
            session.run();
        }
        return answers;
    }

    @Override
    public long call(SystemCall call, long a, long b, long c, long d, long e, long f) {
        return switch (call) {
            case READ -> read(b);
            case WRITEV -> write(b, (int) c);
            case MMAP, MUNMAP, MADVISE -> super.call(call, a, b, c, d, e, f);
            default -> -Constants.ENOSYS;
        };
    }

    private long read(long address) {
        if (!failures.isEmpty()) {
            return -failures.remove();
        }
        byte[] request = requests.poll();
        if (request == null) {
            return -Constants.ENODEV;
        }
        MemorySegment.ofAddress(address).reinterpret(request.length).copyFrom(MemorySegment.ofArray(request));
        return request.length;
    }

    private long write(long address, int count) {
        MemorySegment vectors = MemorySegment.ofAddress(address).reinterpret(16L * count);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            long from = vectors.get(ValueLayout.JAVA_LONG, 16L * i);
            long length = vectors.get(ValueLayout.JAVA_LONG, 16L * i + 8);
            answer.writeBytes(MemorySegment.ofAddress(from).reinterpret(length).toArray(ValueLayout.JAVA_BYTE));
        }
        answers.add(ByteBuffer.wrap(answer.toByteArray()).order(ByteOrder.nativeOrder()));
        return answer.size();
    }
}
