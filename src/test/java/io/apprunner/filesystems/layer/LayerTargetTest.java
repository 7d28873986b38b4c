// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.layer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.posix.Posix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerTargetTest {
    private final Posix posix = Posix.get();

    @TempDir
    Path folder;

    private static byte[] bytes(String path) {
        return path.getBytes(UTF_8);
    }

    private static void write(LayerTarget target, String path) throws IOException {
        try (FileChannel file = target.makeFile(bytes(path))) {
            file.write(ByteBuffer.wrap(bytes("content")));
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void aFolderThatIsRenamedAndReplacedByALinkKeepsWhatBelongsToIt() throws IOException {
        Path out = folder.resolve("out");
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        try (LayerTarget target = LayerTarget.open(posix, out)) {
            target.makeDirectory(bytes(""));
            Files.move(out, folder.resolve("moved"));
            Files.createSymbolicLink(out, elsewhere);

            target.makeDirectory(bytes("a"));
            write(target, "a/file");
            target.makeLink(bytes("a/link"), bytes("file"));
            target.makeHardLink(bytes("hard"), bytes("a/file"));
        }
        assertThat(elsewhere).isEmptyDirectory();
        assertThat(folder.resolve("moved/a/link")).hasContent("content");
        assertThat(folder.resolve("moved/hard")).hasContent("content");
    }

    @Test
    void nobodyElseReadsOrWritesWhatIsNotComplete() throws IOException {
        Path out = Files.createDirectory(folder.resolve("out"));
        Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (LayerTarget target = LayerTarget.open(posix, out)) {
            target.makeDirectory(bytes("a"));
            write(target, "a/file");

            assertThat(permissions(out)).isEqualTo("rwx------");
            assertThat(permissions(out.resolve("a"))).isEqualTo("rwx------");
            assertThat(permissions(out.resolve("a/file"))).isEqualTo("rw-------");
        }
    }

    @Test
    void aLinkInThePlaceOfAFileIsNotFollowed() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "old");
        Path out = folder.resolve("out");
        try (LayerTarget target = LayerTarget.open(posix, out)) {
            Files.createSymbolicLink(out.resolve("file"), victim);

            assertThatThrownBy(() -> write(target, "file")).hasMessageContaining("it exists already");
        }
        assertThat(victim).hasContent("old");
    }

    @Test
    void aFolderThatIsNotEmptyOrALinkIsRefused() throws IOException {
        Path full = Files.createDirectory(folder.resolve("full"));
        Files.writeString(full.resolve("present"), "x");
        assertThatThrownBy(() -> LayerTarget.open(posix, full)).hasMessageContaining("is not empty");
        assertThat(permissions(full)).isEqualTo("rwxr-xr-x");

        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), empty);
        assertThatThrownBy(() -> LayerTarget.open(posix, link)).isInstanceOf(AppRunnerException.class);

        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> LayerTarget.open(posix, file)).isInstanceOf(AppRunnerException.class);
        assertThatThrownBy(() -> LayerTarget.open(posix, folder.resolve("missing/out")))
                .hasMessageContaining("no such file");
    }

    @Test
    void aFolderOfAnotherUserIsRefused() throws IOException {
        Assumptions.assumeTrue(posix.userId() == 0, "only root can give a folder away");
        Path out = Files.createDirectory(folder.resolve("out"));
        Files.setAttribute(out, "unix:uid", 12345);
        assertThatThrownBy(() -> LayerTarget.open(posix, out))
                .isInstanceOfSatisfying(
                        AppRunnerException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PERMISSION));
        assertThat(permissions(out)).isEqualTo("rwxr-xr-x");
    }
}
