// SPDX-License-Identifier: Apache-2.0
package io.apprunner.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.FakePosix;
import io.apprunner.posix.PosixException;
import io.apprunner.posix.SystemCall;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FuseServerTest {
    private static final int DEVICE = 1_000_003;
    private static final int FIRST_CLONE = 1_000_100;

    private final Kernel kernel = new Kernel();

    /** A file system that nobody asks for anything but its figures. */
    private static final class Empty implements ReadOnlyFileSystem {
        @Override
        public int lookup(long directory, byte[] name, int length, FuseReply reply) {
            return Constants.ENODATA;
        }

        @Override
        public int attributes(long node, FuseReply reply) {
            return Constants.ENODATA;
        }

        @Override
        public int readLink(long node, FuseReply reply) {
            return Constants.ENODATA;
        }

        @Override
        public int read(long node, long offset, int size, FuseReply reply) {
            return Constants.ENODATA;
        }

        @Override
        public int readDirectory(long node, long offset, FuseReply reply) {
            return Constants.ENODATA;
        }

        @Override
        public int fileSystem(FuseReply reply) {
            reply.fileSystem(1, 2, 4096);
            return 0;
        }
    }

    /**
     * The first queue gives the greeting, then a question, and then ends; all others end when the file system is
     * unmounted.
     */
    private static final class Kernel extends FakePosix {
        private final AtomicInteger next = new AtomicInteger(FIRST_CLONE);
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger mappings = new AtomicInteger(Integer.MAX_VALUE);
        private final CountDownLatch unmounted = new CountDownLatch(1);
        private final List<Integer> closed = new CopyOnWriteArrayList<>();
        private final AtomicInteger answered = new AtomicInteger();
        private boolean clones = true;

        @Override
        public long call(SystemCall call, long a, long b, long c, long d, long e, long f) {
            return switch (call) {
                case OPEN -> next.getAndIncrement();
                case IOCTL -> clones ? 0 : -Constants.EINVAL;
                case READ -> a == DEVICE ? first(b) : other();
                case WRITEV -> answered.incrementAndGet();
                case CLOSE -> {
                    closed.add((int) a);
                    yield 0;
                }
                case MMAP -> mappings.getAndDecrement() > 0 ? super.call(call, a, b, c, d, e, f) : -Constants.ENOMEM;
                case MUNMAP, MADVISE -> super.call(call, a, b, c, d, e, f);
                default -> -Constants.ENOSYS;
            };
        }

        private long first(long address) {
            return switch (asked.getAndIncrement()) {
                case 0 -> give(address, Protocol.INIT, 16);
                case 1 -> give(address, Protocol.STATFS, 0);
                default -> -Constants.ENODEV;
            };
        }

        private static long give(long address, int opcode, int body) {
            int length = Protocol.IN_HEADER + body;
            ByteBuffer request = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
            request.putInt(0, length).putInt(4, opcode);
            MemorySegment.ofAddress(address).reinterpret(length).copyFrom(MemorySegment.ofArray(request.array()));
            return length;
        }

        private long other() {
            try {
                unmounted.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return -Constants.ENODEV;
        }

        Set<Integer> closed() {
            assertThat(closed).doesNotHaveDuplicates();
            return new TreeSet<>(closed);
        }
    }

    private FuseServer started() {
        FuseServer server = new FuseServer(
                kernel, "test", Descriptor.of(kernel, DEVICE), new Empty(), ConnectionOptions.readOnly(3));
        server.start();
        return server;
    }

    @Test
    void whoWaitsForAServerWaitsForThreadsThatBeganLaterToo() throws InterruptedException {
        FuseServer server = started();
        CountDownLatch ended = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> {
            try {
                server.join();
                ended.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        assertThat(ended.await(200, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(kernel.closed()).isEmpty();
        kernel.unmounted.countDown();
        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(kernel.closed()).containsExactly(DEVICE, FIRST_CLONE, FIRST_CLONE + 1);
        assertThat(kernel.answered).hasValue(2);
    }

    @Test
    void withoutMemoryForFurtherThreadsTheFirstOneServesOn() throws InterruptedException {
        kernel.mappings.set(3); // two for each thread
        started().join();

        assertThat(kernel.answered).hasValue(2);
        assertThat(kernel.closed()).containsExactly(DEVICE, FIRST_CLONE);
    }

    @Test
    void whereTheKernelGivesNoFurtherQueuesAllThreadsShareOne() throws InterruptedException {
        kernel.clones = false;
        started().join();

        assertThat(kernel.answered).hasValue(2);
        assertThat(kernel.closed()).containsExactly(DEVICE, FIRST_CLONE, FIRST_CLONE + 1);
    }

    @Test
    void aServerThatCannotStartClosesItsDevice() {
        kernel.mappings.set(1);
        assertThatThrownBy(this::started).isInstanceOf(PosixException.class);
        assertThat(kernel.closed()).containsExactly(DEVICE);
    }
}
