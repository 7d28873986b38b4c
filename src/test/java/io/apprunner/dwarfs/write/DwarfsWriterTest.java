// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.container.ImageFile;
import io.apprunner.dwarfs.tree.TreeEntry;
import io.apprunner.error.AppRunnerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DwarfsWriterTest {
    private static final WriterOptions SMALL =
            WriterOptions.level(1).withBlockBits(12).withStartBlockBits(10);

    @TempDir
    Path folder;

    private Path tree() throws IOException {
        return Files.createDirectories(folder.resolve("tree"));
    }

    private byte[] image(WriterOptions options, String name) throws IOException {
        Path target = folder.resolve(name);
        long size = new DwarfsWriter(options, ProgressListener.NONE).write(tree(), target);
        byte[] bytes = Files.readAllBytes(target);
        assertThat(size).isEqualTo(bytes.length);
        return bytes;
    }

    @Test
    void theSameTreeGivesTheSameBytesWithAnyNumberOfThreads() throws IOException {
        RandomTree.make(tree(), 5);

        byte[] first = image(SMALL.withWorkers(1), "first");

        assertThat(image(SMALL.withWorkers(3), "second")).isEqualTo(first);
    }

    @Test
    void repeatsAreFoundInTheSamePlacesWithAnyNumberOfThreads() throws IOException {
        RandomTree.make(tree(), 8);
        byte[] content = new byte[300_000];
        new Random(9).nextBytes(content);
        Files.write(tree().resolve("x1"), content);
        content[150_000] ^= 1;
        Files.write(tree().resolve("x2"), content);
        WriterOptions options = WriterOptions.level(7).withBlockBits(16);

        byte[] first = image(options.withWorkers(1), "first");

        assertThat(first.length).isLessThan(500_000);
        assertThat(image(options.withWorkers(4), "second")).isEqualTo(first);
    }

    @Test
    void withATimeOfCreationNoFileIsYounger() throws IOException {
        Path file = Files.writeString(tree().resolve("file"), "x");
        Path old = Files.writeString(tree().resolve("old"), "x");
        Files.setLastModifiedTime(old, FileTime.fromMillis(1_000_000_000_000L));
        WriterOptions options = SMALL.withSubSeconds().withCreated(1_700_000_000);
        byte[] first = image(options, "first");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_900_000_000_123L));
        Files.setLastModifiedTime(tree(), FileTime.fromMillis(1_900_000_000_456L));

        assertThat(image(options, "second")).isEqualTo(first);
        try (FileChannel channel = FileChannel.open(folder.resolve("second"));
                DwarfsImage image = DwarfsImage.open(ImageFile.of(channel, "second"))) {
            List<Long> times = new ArrayList<>();
            TreeEntry.walk(image.metadata(), entry -> times.add(entry.modified()));
            assertThat(times).containsExactly(1_700_000_000L, 1_000_000_000L);
        }
    }

    @Test
    void otherFilesOfTheUserAreNeitherUsedNorRemoved() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("image.part"), victim);

        image(SMALL, "image");

        assertThat(link).isSymbolicLink();
        assertThat(victim).hasContent("old");
    }

    @Test
    void theTimeOfCreationIsPartOfTheImage() throws IOException {
        assertThat(image(SMALL.withCreated(1_700_000_000), "with")).isNotEqualTo(image(SMALL, "without"));
    }

    @Test
    void aFileThatGrowsWhileItIsPackedIsNamed() throws IOException {
        assertThatThrownBy(() -> packWhileChanging("0123456789abcdef")).hasMessageContaining("growing");
    }

    @Test
    void aFileThatShrinksWhileItIsPackedIsNamed() throws IOException {
        assertThatThrownBy(() -> packWhileChanging("0")).hasMessageContaining("growing");
    }

    @Test
    void aFailureLeavesNothingBehind() throws IOException {
        assertThatThrownBy(() -> packWhileChanging("")).isInstanceOf(AppRunnerException.class);

        try (var files = Files.list(folder)) {
            assertThat(files).extracting(path -> path.getFileName().toString()).containsExactly("tree");
        }
    }

    /** Rewrites the file after it was scanned. */
    private void packWhileChanging(String content) throws IOException {
        Path file = Files.writeString(tree().resolve("growing"), "0123456789");
        ProgressListener changer = new ProgressListener() {
            @Override
            public void scanned(long names) {
                if (names == 2) {
                    try {
                        Files.writeString(file, content);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        };
        new DwarfsWriter(SMALL, changer).write(tree(), folder.resolve("image"));
    }

    @Test
    void anImageInsideOfItsOwnTreeIsRefused() throws IOException {
        Path inside = tree().resolve("image");

        assertThatThrownBy(() -> new DwarfsWriter(SMALL, ProgressListener.NONE).write(tree(), inside))
                .isInstanceOf(AppRunnerException.class)
                .hasMessageContaining("lies in the tree");
        assertThat(inside).doesNotExist();
    }

    @Test
    void progressEndsAtTheTotals() throws IOException {
        Files.write(tree().resolve("a"), new byte[10_000]);
        Files.write(tree().resolve("b"), new byte[10_000]);
        Files.write(tree().resolve("c"), new byte[100]);
        List<Long> in = new ArrayList<>();
        List<Long> out = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        ProgressListener listener = new ProgressListener() {
            @Override
            public void bytesIn(long bytes, long total) {
                assertThat(total).isEqualTo(10_100);
                in.add(bytes);
            }

            @Override
            public void bytesOut(long bytes) {
                out.add(bytes);
            }

            @Override
            public void startFileMissing(String path) {
                missing.add(path);
            }
        };

        long size = new DwarfsWriter(SMALL.withStartFiles(List.of("c", "d")), listener)
                .write(tree(), folder.resolve("image"));

        assertThat(in).isSorted().last().isEqualTo(10_100L);
        assertThat(out).isSorted().last().isEqualTo(size);
        assertThat(missing).containsExactly("d");
    }
}
