// SPDX-License-Identifier: Apache-2.0
package io.apprunner.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void theFileHasItsNameOnlyWhenItIsComplete() throws IOException {
        Path target = Files.writeString(folder.resolve("file"), "old");
        try (AtomicFile file = AtomicFile.create(target)) {
            file.channel().write(ByteBuffer.wrap("new".getBytes(UTF_8)));
            assertThat(target).hasContent("old");
            file.commit();
            assertThat(target).hasContent("new");
        }
        assertThat(names()).containsExactly("file");
    }

    @Test
    void whatIsNotCommittedLeavesNothing() throws IOException {
        Path target = folder.resolve("file");
        assertThatThrownBy(() -> {
                    try (AtomicFile file = AtomicFile.create(target)) {
                        file.channel().write(ByteBuffer.wrap(new byte[3]));
                        throw new IOException("the source is broken");
                    }
                })
                .hasMessage("the source is broken");
        assertThat(names()).isEmpty();
    }

    @Test
    void twoWritersOfOneNameDoNotMeet() throws IOException {
        Path target = folder.resolve("file");
        try (AtomicFile first = AtomicFile.create(target);
                AtomicFile second = AtomicFile.create(target)) {
            first.channel().write(ByteBuffer.wrap("first".getBytes(UTF_8)));
            second.channel().write(ByteBuffer.wrap("2".getBytes(UTF_8)));
            second.commit();
            assertThat(target).hasContent("2");
            first.commit();
        }
        assertThat(target).hasContent("first");
        assertThat(names()).containsExactly("file");
    }

    @Test
    void aLinkIsReplacedAndNotFollowed() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "old");
        Path target = Files.createSymbolicLink(folder.resolve("file"), victim);

        AtomicFile.write(target, "new".getBytes(UTF_8));

        assertThat(Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)).isTrue();
        assertThat(target).hasContent("new");
        assertThat(victim).hasContent("old");
    }

    @Test
    void whatIsNoFileIsNotReplaced() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("directory"));
        Path device = Files.createSymbolicLink(folder.resolve("device"), Path.of("/dev/null"));
        for (Path target : List.of(directory, device)) {
            assertThatThrownBy(() -> AtomicFile.write(target, new byte[1]))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not a regular file");
        }
        assertThat(device).isSymbolicLink();
        assertThat(names()).containsExactly("device", "directory");
    }

    @Test
    void aTargetThatBecomesAFolderMeanwhileStaysOneAndNothingIsLeft() throws IOException {
        Path target = folder.resolve("file");
        try (AtomicFile file = AtomicFile.create(target)) {
            Files.createDirectory(target);
            assertThatThrownBy(file::commit).isInstanceOf(IOException.class);
        }
        assertThat(target).isEmptyDirectory();
        assertThat(names()).containsExactly("file");
    }

    @Test
    void theFileIsMadeWithTheGivenPermissions() throws IOException {
        Path target = folder.resolve("file");
        AtomicFile.write(
                target,
                new byte[0],
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rw-------");
    }

    @Test
    void aFolderThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> AtomicFile.write(folder.resolve("missing/file"), new byte[1]))
                .isInstanceOf(IOException.class);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
