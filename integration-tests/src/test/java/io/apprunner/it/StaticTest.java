// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Account;
import io.apprunner.it.support.Images;
import io.apprunner.it.support.Result;
import io.apprunner.it.support.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Looks at the files without running them. */
class StaticTest {
    private static final int ELF_HEADER = 64;
    private static final int PT_INTERP = 3;

    @Test
    void theLauncherIsNoDynamicExecutable() {
        Account account = Account.ROOT.obstacle().isEmpty() ? Account.ROOT : Account.ORDINARY_USER;
        try (Workspace workspace = Workspace.of(account, Images.launcher())) {
            Result result = workspace
                    .program(Path.of("/usr/bin/ldd"))
                    .run(workspace.image().toString());

            assertThat(result.stdout() + result.stderr())
                    .containsAnyOf("not a dynamic executable", "statically linked");
        }
    }

    @Test
    void noFileNeedsAnInterpreter() throws IOException {
        for (Path file : new Path[] {Images.launcher(), Images.debian(), Images.busybox()}) {
            ByteBuffer start = start(file, 4096);
            int count = Short.toUnsignedInt(start.getShort(56));
            int size = Short.toUnsignedInt(start.getShort(54));
            for (int i = 0; i < count; i++) {
                assertThat(start.getInt((int) start.getLong(32) + i * size))
                        .as("type of program header %d of %s", i, file)
                        .isNotEqualTo(PT_INTERP);
            }
        }
    }

    @Test
    void imagesAreMarkedInTheElfHeader() throws IOException {
        for (Path file : new Path[] {Images.debian(), Images.busybox()}) {
            byte[] header = start(file, ELF_HEADER).array();
            assertThat(header).startsWith(0x7F, 'E', 'L', 'F', 2, 1, 1);
            assertThat(new byte[] {header[8], header[9], header[10]}).containsExactly(0x46, 0x49, 0x01);
        }
    }

    @Test
    void theBareLauncherIsNotMarked() throws IOException {
        byte[] header = start(Images.launcher(), ELF_HEADER).array();

        assertThat(new byte[] {header[8], header[9], header[10]}).containsExactly(0, 0, 0);
    }

    private static ByteBuffer start(Path file, int length) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return ByteBuffer.wrap(in.readNBytes(length)).order(ByteOrder.LITTLE_ENDIAN);
        }
    }
}
