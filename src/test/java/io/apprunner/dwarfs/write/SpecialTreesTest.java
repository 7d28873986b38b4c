// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.container.ImageFile;
import io.apprunner.dwarfs.metadata.Metadata;
import io.apprunner.dwarfs.write.scan.SourceProbe;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees that are unlike ordinary ones, each written and read back. */
class SpecialTreesTest {
    @TempDir
    Path folder;

    private Path tree = Path.of("tree");
    private Path image = Path.of("image");

    @BeforeEach
    void makeTree() throws IOException {
        tree = Files.createDirectory(folder.resolve("tree"));
        image = folder.resolve("image");
    }

    /** Writes the tree, checks that everything comes back, and gives what was read. */
    private Map<String, String> comesBack(int level) throws IOException {
        new DwarfsWriter(WriterOptions.level(level), ProgressListener.NONE).write(tree, image);
        Map<String, String> read = Listing.ofImage(image);
        assertThat(read).isEqualTo(Listing.ofTree(tree, false));
        return read;
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    @Test
    void emptyDirectoriesAndFiles() throws IOException {
        Files.createDirectories(tree.resolve("a/b/c"));
        Files.createDirectory(tree.resolve("z"));
        Files.createFile(tree.resolve("a/empty"));
        Files.createFile(tree.resolve("z/empty"));

        assertThat(comesBack(7)).hasSize(7);
    }

    @Test
    void hardLinksAcrossDirectories() throws IOException {
        Files.createDirectory(tree.resolve("dir"));
        Path file = Files.write(tree.resolve("file"), noise(5000));
        Files.createLink(tree.resolve("dir/link"), file);
        Files.createLink(tree.resolve("another"), file);
        Files.createLink(tree.resolve("dir/empty"), Files.createFile(tree.resolve("empty")));

        comesBack(7);

        assertThat(inode("file")).isEqualTo(inode("another")).isEqualTo(inode("dir", "link"));
        assertThat(Files.size(image)).isLessThan(10_000);
    }

    @Test
    void copiesThatDifferInOneByte() throws IOException {
        byte[] content = noise(200_000);
        for (int i = 0; i < 20; i++) {
            content[i * 9_999] ^= 1;
            Files.write(tree.resolve("copy" + i), content);
        }
        Files.write(tree.resolve("same"), content);

        comesBack(7);
        assertThat(Files.size(image)).isLessThan(220_000);
        comesBack(0);
    }

    @Test
    void filesLargerThanABlock() throws IOException {
        Files.write(tree.resolve("large"), noise((17 << 20) + 1));

        comesBack(1);
        new DwarfsWriter(WriterOptions.level(6).withBlockBits(20), ProgressListener.NONE).write(tree, image);
        assertThat(Listing.ofImage(image)).isEqualTo(Listing.ofTree(tree, false));
    }

    @Test
    void theLongestNames() throws IOException {
        for (String character : new String[] {"%C3%BC", "%E2%98%83", "%F0%9F%98%80"}) {
            int bytes = character.length() / 3;
            String name = character.repeat(255 / bytes) + "x".repeat(255 % bytes);
            Files.createFile(Path.of(URI.create(tree.toUri() + name)));
        }
        Files.createFile(tree.resolve("x".repeat(255)));

        assertThat(comesBack(7)).hasSize(5);
    }

    @Test
    void aHundredThousandNamesInOneDirectory() throws IOException {
        for (int i = 0; i < 100_000; i++) {
            Files.createFile(tree.resolve("entry-" + Integer.toString(i * 7919 % 100_000, 36)));
        }

        WriterOptions options = WriterOptions.level(7).withProbe(SourceProbe.none());
        new DwarfsWriter(options, ProgressListener.NONE).write(tree, image);

        try (FileChannel channel = FileChannel.open(image);
                DwarfsImage opened = DwarfsImage.open(ImageFile.of(channel, "image"))) {
            Metadata metadata = opened.metadata();
            assertThat(metadata.endEntry(Metadata.ROOT) - metadata.firstEntry(Metadata.ROOT))
                    .isEqualTo(100_000);
            for (int i = 0; i < 100_000; i++) {
                byte[] name = ("entry-" + Integer.toString(i, 36)).getBytes(US_ASCII);
                assertThat(metadata.lookup(Metadata.ROOT, name, 0, name.length)).isPositive();
            }
        }
    }

    @Test
    void deepPaths() throws IOException {
        Path deep = tree;
        for (int i = 0; i < 200; i++) {
            deep = deep.resolve("level-" + i);
        }
        Files.writeString(Files.createDirectories(deep).resolve("bottom"), "content");

        assertThat(comesBack(7)).hasSize(202);
    }

    @Test
    void aPathThatTheKernelCannotOpenAtOnceIsNamed() throws IOException {
        Path upper =
                Files.createDirectories(Path.of(tree + "/" + "u".repeat(200)).resolve(chain(2000)));
        Path lower = Files.createDirectories(folder.resolve("lower").resolve(chain(3000)));
        Path first = folder.resolve("lower");
        assertThat(lower).isDirectory();
        Files.move(first, upper.resolve("lower"));
        try {
            assertThatThrownBy(() -> comesBack(1)).hasMessageContaining("lower");
            assertThat(image).doesNotExist();
        } finally {
            // The test's own clean-up could not remove it either.
            Files.move(upper.resolve("lower"), first);
        }
    }

    private static String chain(int length) {
        return ("d".repeat(99) + "/").repeat(length / 100);
    }

    @Test
    void specialModes() throws IOException {
        for (int mode : new int[] {04755, 02755, 06711, 01644, 0, 07777}) {
            Files.setAttribute(Files.createFile(tree.resolve("f" + mode)), "unix:mode", mode | 0400);
            Files.setAttribute(Files.createDirectory(tree.resolve("d" + mode)), "unix:mode", mode | 0700);
        }

        comesBack(7);
    }

    @Test
    void timesAtTheEndsOfTheRange() throws IOException {
        Files.setLastModifiedTime(Files.createFile(tree.resolve("old")), FileTime.fromMillis(0));
        Files.setLastModifiedTime(Files.createFile(tree.resolve("new")), FileTime.fromMillis(4_102_444_800_000L));

        comesBack(7);
    }

    @Test
    void timesBefore1970AndBeyond32Bits() throws Exception {
        // The Java library cannot set a time before 1970 with a part of a second.
        String script = """
                touch -d @-3600 a; touch -d @-2000000000.25 b
                touch -d @6000000000 c; touch -d @9000000000.123456789 d""";
        assertThat(new ProcessBuilder("sh", "-euc", script)
                        .directory(tree.toFile())
                        .start()
                        .waitFor())
                .isZero();

        Map<String, String> read = comesBack(7);
        assertThat(read.get("a")).contains(" -3600.0 ");
        new DwarfsWriter(WriterOptions.level(3).withSubSeconds(), ProgressListener.NONE).write(tree, image);
        assertThat(Listing.ofImage(image)).isEqualTo(Listing.ofTree(tree, true));
    }

    @Test
    void runsOfZerosTakeNoSpaceAtAnyLevel() throws IOException {
        try (FileChannel channel = sparse("sparse")) {
            // Islands that begin and end within a unit and at its borders, and zeros at the end.
            for (long at : new long[] {0, 100_000, 3 << 20, (5 << 20) - 1, 9 << 20, 21_000_000}) {
                channel.write(ByteBuffer.wrap(noise(70_000)), at);
            }
            channel.write(ByteBuffer.wrap(new byte[1]), (40 << 20) + 12_345);
        }
        Files.write(tree.resolve("zeros"), new byte[1 << 20]);
        Files.write(tree.resolve("few"), new byte[70_000]);

        for (int level : new int[] {0, 2, 5, 7}) {
            comesBack(level);
            assertThat(Files.size(image)).isLessThan(level == 0 ? 17_500_000 : 600_000);
        }
    }

    @Test
    void whereTheFileSystemHasHolesMakesNoDifference() throws IOException {
        byte[] content = new byte[2_000_000];
        System.arraycopy(noise(1000), 0, content, 1_000_000, 1000);
        Path file = Files.write(tree.resolve("file"), content);
        FileTime time = FileTime.fromMillis(1_700_000_000_000L);
        Files.setLastModifiedTime(file, time);
        Files.setLastModifiedTime(tree, time);
        comesBack(3);
        byte[] first = Files.readAllBytes(image);

        SourceProbe probe = new SourceProbe() {
            @Override
            public List<String> names(Path path) {
                return List.of();
            }

            @Override
            public List<Hole> holes(Path path, long shortest) {
                return List.of(new Hole(50, 70_000), new Hole(80_000, 999_000), new Hole(1_001_000, 2_000_000));
            }
        };
        new DwarfsWriter(WriterOptions.level(3).withProbe(probe), ProgressListener.NONE).write(tree, image);

        assertThat(Files.readAllBytes(image)).isEqualTo(first);
    }

    private FileChannel sparse(String name) throws IOException {
        return FileChannel.open(
                tree.resolve(name), StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, StandardOpenOption.SPARSE);
    }

    private int inode(String... path) throws IOException {
        try (FileChannel channel = FileChannel.open(image);
                DwarfsImage opened = DwarfsImage.open(ImageFile.of(channel, "image"))) {
            int inode = Metadata.ROOT;
            for (String name : path) {
                byte[] bytes = name.getBytes(US_ASCII);
                inode = opened.metadata().lookup(inode, bytes, 0, bytes.length);
            }
            return inode;
        }
    }
}
