// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PosixTest {
    private final Posix posix = Posix.get();

    @TempDir
    Path folder;

    @Test
    void failedCallsGiveTheNegatedErrno() {
        assertThat(posix.open("/does/not/exist", Constants.O_RDONLY)).isEqualTo(-Constants.ENOENT);
        assertThatThrownBy(() -> PosixException.check(-Constants.ENOENT, "open /x"))
                .hasMessage("cannot open /x: No such file or directory");
    }

    @Test
    void readsIntoNativeMemory() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "hello");
        int descriptor = posix.open(file.toString(), Constants.O_RDONLY);
        NativeMemory memory = NativeMemory.allocate(16);
        assertThat(posix.read(descriptor, memory.address(), 16)).isEqualTo(5);
        assertThat(memory.buffer().get(4)).isEqualTo((byte) 'o');
        assertThat(posix.close(descriptor)).isZero();
    }

    @Test
    void statusOfAChildIsItsExitCodeOr128PlusItsSignal() {
        assertThat(run("exit 7")).isEqualTo(7);
        assertThat(run("kill -TERM $$")).isEqualTo(143);
    }

    @Test
    void childrenGetTheGivenEnvironmentAndDescriptors() throws IOException {
        Path file = Files.createFile(folder.resolve("out"));
        int out = posix.open(file.toString(), Constants.O_WRONLY);
        int child = posix.spawn("/bin/sh", List.of("sh", "-c", "echo $A >&9"), List.of("A=b c"), Map.of(9, out));
        assertThat(posix.waitFor(child)).isZero();
        assertThat(file).hasContent("b c\n");
    }

    @Test
    void aMissingProgramIsReportedByTheStart() {
        assertThat(posix.spawn("/no/such/program", List.of("x"), List.of(), Map.of()))
                .isEqualTo(-Constants.ENOENT);
    }

    @Test
    void aSealedMemoryFileCannotBeWritten() {
        int file = posix.memoryFile("test");
        try (NativeMemory text = NativeMemory.string("abc")) {
            assertThat(posix.write(file, text.address(), 3)).isEqualTo(3);
            assertThat(posix.seal(file)).isZero();
            assertThat(posix.write(file, text.address(), 3)).isEqualTo(-1);
        }
        posix.close(file);
    }

    @Test
    void aLockIsHeldUntilItsDescriptorIsClosed() throws IOException {
        String file = Files.createFile(folder.resolve("lock")).toString();
        int first = posix.open(file, Constants.O_RDONLY);
        int second = posix.open(file, Constants.O_RDONLY);
        assertThat(posix.lock(first, true)).isZero();
        assertThat(posix.lock(second, false)).isEqualTo(-Constants.EAGAIN);
        posix.close(first);
        assertThat(posix.lock(second, false)).isZero();
        posix.close(second);
    }

    private int run(String script) {
        return posix.waitFor(posix.spawn("/bin/sh", List.of("sh", "-c", script), List.of(), Map.of()));
    }
}
