// SPDX-License-Identifier: Apache-2.0
package io.apprunner.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.posix.Constants;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FuseSessionTest {
    private static final byte[] NOTHING = {};

    private final FakeKernel kernel = new FakeKernel();

    /** A file system of one link; all else goes wrong in different ways. */
    private static final class Files implements ReadOnlyFileSystem {
        @Override
        public int lookup(long directory, byte[] name, int length, FuseReply reply) {
            assertThat(new String(name, 0, length, StandardCharsets.US_ASCII)).matches("n+");
            reply.noEntry();
            return 0;
        }

        @Override
        public int attributes(long node, FuseReply reply) {
            throw new IllegalStateException();
        }

        @Override
        public int readLink(long node, FuseReply reply) {
            reply.bytes(new byte[] {'x'}, 1);
            return 0;
        }

        @Override
        public int read(long node, long offset, int size, FuseReply reply) {
            reply.bytes(new byte[] {'x'}, 1);
            throw new OutOfMemoryError();
        }

        @Override
        public int seekData(long node, long offset, FuseReply reply) {
            throw new NoClassDefFoundError();
        }

        @Override
        public int seekHole(long node, long offset, FuseReply reply) {
            reply.position(10 * offset);
            return 0;
        }

        @Override
        public int readDirectory(long node, long offset, FuseReply reply) {
            return Constants.ENOTDIR;
        }

        @Override
        public int fileSystem(FuseReply reply) {
            reply.fileSystem(1, 2, 4096);
            return 0;
        }
    }

    private static byte[] name(int length) {
        return ("n".repeat(length) + "\0").getBytes(StandardCharsets.US_ASCII);
    }

    private static int errno(ByteBuffer answer) {
        return -answer.getInt(4);
    }

    @Test
    void anAnswerHasTheNumberOfItsRequestAndItsOwnLength() {
        kernel.request(Protocol.READLINK, 2, NOTHING);
        kernel.request(Protocol.STATFS, 1, NOTHING);

        List<ByteBuffer> answers = kernel.serve(new Files());

        assertThat(answers).extracting(answer -> answer.getLong(8)).containsExactly(0L, 1L);
        assertThat(answers).extracting(answer -> answer.getInt(0)).containsExactly(17, 96);
        assertThat(answers).extracting(ByteBuffer::capacity).containsExactly(17, 96);
    }

    @Test
    void whateverGoesWrongIsAnErrorOfThatRequestAndTheNextOnesAreServed() {
        kernel.request(Protocol.GETATTR, 1, NOTHING);
        kernel.request(Protocol.READ, 2, new byte[40]);
        kernel.request(Protocol.READ, 2, NOTHING);
        kernel.request(Protocol.READDIR, 2, new byte[40]);
        byte[] negative = new byte[40];
        Arrays.fill(negative, 8, 16, (byte) -1);
        kernel.request(Protocol.READ, 2, negative);
        kernel.request(Protocol.READDIR, 2, negative);
        kernel.request(Protocol.OPEN, 2, new byte[8]);
        kernel.request(9999, 2, NOTHING);
        kernel.request(Protocol.READLINK, 2, NOTHING);

        List<ByteBuffer> answers = kernel.serve(new Files());

        assertThat(answers)
                .extracting(FuseSessionTest::errno)
                .containsExactly(
                        Constants.EIO,
                        Constants.EIO,
                        Constants.EINVAL,
                        Constants.ENOTDIR,
                        Constants.EINVAL,
                        Constants.EINVAL,
                        Constants.ENOSYS,
                        Constants.ENOSYS,
                        0);
        assertThat(answers.subList(0, 8)).extracting(ByteBuffer::capacity).containsOnly(Protocol.OUT_HEADER);
    }

    @Test
    void anErrorOfTheMachineIsAnErrorOfThatRequestOnly() {
        kernel.request(Protocol.LSEEK, 2, seek(0, Constants.SEEK_DATA));
        kernel.request(Protocol.READLINK, 2, NOTHING);

        assertThat(kernel.serve(new Files())).extracting(FuseSessionTest::errno).containsExactly(Constants.EIO, 0);
    }

    @Test
    void aKernelThatIsShortOfMemoryForAWhileIsAskedAgain() {
        kernel.fail(3, Constants.ENOMEM);
        kernel.fail(1, Constants.EINTR);
        kernel.request(Protocol.READLINK, 2, NOTHING);

        assertThat(kernel.serve(new Files())).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {Constants.ENODEV, Constants.ECONNABORTED, Constants.EBADF, Constants.EPERM})
    void whoCanNeverReadARequestEnds(int errno) {
        kernel.fail(1, errno);
        kernel.request(Protocol.READLINK, 2, NOTHING);

        assertThat(kernel.serve(new Files())).isEmpty();
    }

    private static byte[] seek(long offset, int whence) {
        ByteBuffer body = ByteBuffer.allocate(Protocol.SEEK_IN).order(ByteOrder.nativeOrder());
        return body.putLong(8, offset).putInt(16, whence).array();
    }

    @Test
    void holesAreLookedForFromAPositionInTheFile() {
        kernel.request(Protocol.LSEEK, 2, seek(5, Constants.SEEK_HOLE));
        kernel.request(Protocol.LSEEK, 2, seek(-1, Constants.SEEK_HOLE));
        kernel.request(Protocol.LSEEK, 2, seek(5, Constants.SEEK_END));
        kernel.request(Protocol.LSEEK, 2, new byte[Protocol.SEEK_IN - 1]);

        List<ByteBuffer> answers = kernel.serve(new Files());

        assertThat(answers)
                .extracting(FuseSessionTest::errno)
                .containsExactly(0, Constants.ENXIO, Constants.EINVAL, Constants.EINVAL);
        assertThat(answers.getFirst().capacity()).isEqualTo(Protocol.OUT_HEADER + 8);
        assertThat(answers.getFirst().getLong(Protocol.OUT_HEADER)).isEqualTo(50);
    }

    @Test
    void whatNeedsNoAnswerGetsNone() {
        kernel.request(Protocol.FORGET, 2, new byte[8]);
        kernel.request(Protocol.BATCH_FORGET, 0, new byte[8]);
        kernel.request(Protocol.INTERRUPT, 0, new byte[8]);

        assertThat(kernel.serve(new Files())).isEmpty();
    }

    @Test
    void aNameThatNoFileCanHaveIsTooLong() {
        kernel.request(Protocol.LOOKUP, 1, name(255));
        kernel.request(Protocol.LOOKUP, 1, name(256));
        kernel.request(Protocol.LOOKUP, 1, name(1024));

        assertThat(kernel.serve(new Files()))
                .extracting(FuseSessionTest::errno)
                .containsExactly(0, Constants.ENAMETOOLONG, Constants.ENAMETOOLONG);
    }

    @Test
    void theGreetingTakesOnlyWhatIsOffered() {
        ByteBuffer greeting = ByteBuffer.allocate(64).order(ByteOrder.nativeOrder());
        greeting.putInt(0, 7).putInt(4, 45).putInt(8, 131072).putInt(12, Protocol.DO_READDIRPLUS | 1 << 30);
        kernel.request(Protocol.INIT, 0, greeting.array());

        ByteBuffer answer = kernel.serve(new Files()).getFirst();

        assertThat(answer.capacity()).isEqualTo(Protocol.OUT_HEADER + Protocol.INIT_OUT);
        assertThat(answer.getInt(16)).isEqualTo(7);
        assertThat(answer.getInt(20)).isEqualTo(Protocol.MINOR);
        assertThat(answer.getInt(28)).isEqualTo(Protocol.DO_READDIRPLUS);
    }

    @Test
    void theGreetingOfAReadOnlyFileSystemIsAsDescribed() {
        ByteBuffer greeting = ByteBuffer.allocate(64).order(ByteOrder.nativeOrder());
        greeting.putInt(0, 7).putInt(4, 31).putInt(8, 131072).putInt(12, -1);
        kernel.request(Protocol.INIT, 0, greeting.array());

        ByteBuffer answer = kernel.serve(new Files()).getFirst();

        assertThat(answer.getInt(20)).isEqualTo(31);
        assertThat(answer.getInt(24)).isEqualTo(131072);
        assertThat(answer.getInt(28)).isEqualTo(0b1_1100_0110_1110_0000_0000_0001);
        assertThat(answer.getShort(32)).isEqualTo((short) 64);
        assertThat(answer.getShort(34)).isEqualTo((short) 48);
        assertThat(answer.getInt(36)).isEqualTo(131072);
        assertThat(answer.getInt(40)).isEqualTo(1);
        assertThat(answer.getShort(44)).isEqualTo((short) 256);
    }

    @Test
    void aNameThatIsNotThereIsRememberedForAYear() {
        kernel.request(Protocol.LOOKUP, 1, name(3));

        ByteBuffer answer = kernel.serve(new Files()).getFirst();

        assertThat(answer.getLong(Protocol.OUT_HEADER)).isZero();
        assertThat(answer.getLong(Protocol.OUT_HEADER + 16)).isEqualTo(31_536_000);
    }
}
