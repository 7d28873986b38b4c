// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.dwarfs.container.Section;
import io.apprunner.dwarfs.format.FileType;
import io.apprunner.dwarfs.metadata.Metadata;
import io.apprunner.dwarfs.tree.ExtractionOptions;
import io.apprunner.dwarfs.tree.Extractor;
import io.apprunner.dwarfs.tree.FileReader;
import io.apprunner.dwarfs.tree.PathTarget;
import io.apprunner.dwarfs.tree.TreeEntry;
import io.apprunner.dwarfs.write.DwarfsWriter;
import io.apprunner.dwarfs.write.ProgressListener;
import io.apprunner.dwarfs.write.WriterOptions;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.FormatException;
import io.apprunner.files.Removal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever bit of a block is wrong, no file reads wrong: those of the block fail, and all others are right. */
class FlippedBitTest {
    private static final int FLIPS = 200;
    /** Extraction takes most of the time, and is tried with every image all the same. */
    private static final int EXTRACTIONS = 4;

    private static final int SMALL_READ = 100;

    @TempDir
    Path folder;

    /** A file of an image, with its right content. */
    private record Content(String path, int inode, byte[] bytes, Set<Integer> blocks) {}

    @Test
    void no_file_reads_wrong_when_a_bit_of_a_block_has_changed() throws IOException {
        List<Path> images = new ArrayList<>();
        for (String name : new String[] {"default", "plain", "lz4", "lzma", "brotli"}) {
            images.add(Vectors.own("tree-" + name + ".dwarfs"));
        }
        images.add(manyBlocks("zstd", 3));
        images.add(manyBlocks("stored", 0));
        List<List<Content>> contents = images.stream()
                .map(image -> Vectors.with(image, FlippedBitTest::contents))
                .toList();
        Random random = new Random(20_260_102);
        int refused = 0;
        for (int flip = 0; flip < FLIPS; flip++) {
            int number = flip % images.size();
            Path image = images.get(number);
            refused += check(image, contents.get(number), random, flip);
        }
        assertThat(refused).isGreaterThan(FLIPS);
    }

    /** Files that share blocks, and files in several blocks. */
    private Path manyBlocks(String name, int level) throws IOException {
        Path tree = Files.createDirectory(folder.resolve(name + ".tree"));
        Random random = new Random(level);
        for (int i = 0; i < 20; i++) {
            byte[] content = new byte[random.nextInt(60_000)];
            random.nextBytes(content);
            for (int at = 0; at < content.length; at++) {
                content[at] &= 15;
            }
            Files.write(tree.resolve("file" + i), content);
        }
        Path image = folder.resolve(name);
        new DwarfsWriter(WriterOptions.level(level).withBlockBits(17), ProgressListener.NONE).write(tree, image);
        return image;
    }

    private static List<Content> contents(DwarfsImage image) {
        List<Content> contents = new ArrayList<>();
        Metadata metadata = image.metadata();
        try (BlockCache cache = new BlockCache(8 << 20)) {
            FileReader reader = new FileReader(image, cache);
            TreeEntry.walk(metadata, entry -> {
                if (entry.type() == FileType.REGULAR && entry.size() > 0) {
                    byte[] bytes = new byte[(int) entry.size()];
                    reader.read(entry.inode(), 0, ByteBuffer.wrap(bytes));
                    Set<Integer> blocks = new HashSet<>();
                    int end = metadata.endChunk(entry.inode());
                    for (int chunk = metadata.firstChunk(entry.inode()); chunk < end; chunk++) {
                        blocks.add(metadata.chunkBlock(chunk));
                    }
                    contents.add(new Content(entry.path(), entry.inode(), bytes, blocks));
                }
            });
        }
        return contents;
    }

    /** Changes one bit of a block's section and reads everything; returns the number of files that were refused. */
    private int check(Path original, List<Content> contents, Random random, int flip) throws IOException {
        String description = "flip " + flip + " of " + original;
        byte[] bytes = Files.readAllBytes(original);
        int block = Vectors.with(original, image -> {
            int number = random.nextInt(image.blockCount());
            Section section = image.block(number);
            // The header from the checksum on, and the payload.
            long from = section.offset() + 40;
            int at = (int) from + random.nextInt((int) (section.end() - from));
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            return number;
        });
        int[] refused = {0};
        try {
            Bytes.with(folder.resolve("changed"), bytes, image -> {
                refused[0] = checkReads(image, contents, block, description);
                if (flip % EXTRACTIONS == 0) {
                    checkExtraction(image, contents, block, description);
                }
                return image;
            });
        } catch (FormatException e) {
            return contents.size(); // without an index, the header says where the next section is
        }
        return refused[0];
    }

    private static int checkReads(DwarfsImage image, List<Content> contents, int block, String description) {
        int refused = 0;
        try (BlockCache cache = new BlockCache(8 << 20)) {
            FileReader reader = new FileReader(image, cache);
            for (Content content : contents) {
                boolean isDamaged = content.blocks().contains(block);
                // The start of a file may be in another block than the damage.
                boolean startsRight = reads(reader, content, SMALL_READ, description);
                assertThat(startsRight || isDamaged).as(description).isTrue();
                assertThat(reads(reader, content, content.bytes().length, description))
                        .as(description + " in block " + block + ": " + content.path())
                        .isEqualTo(!isDamaged);
                refused += isDamaged ? 1 : 0;
            }
        }
        return refused;
    }

    /** Whether the first bytes of a file can be read; they are right then. */
    private static boolean reads(FileReader reader, Content content, int most, String description) {
        int count = Math.min(most, content.bytes().length);
        byte[] found = new byte[count];
        try {
            assertThat(reader.read(content.inode(), 0, ByteBuffer.wrap(found))).isEqualTo(count);
        } catch (AppRunnerException e) {
            return false;
        }
        assertThat(found).as(description + ": " + content.path()).isEqualTo(Arrays.copyOf(content.bytes(), count));
        return true;
    }

    private void checkExtraction(DwarfsImage image, List<Content> contents, int block, String description) {
        Path to = folder.resolve("out");
        Set<String> failed = new HashSet<>();
        ExtractionOptions options = new ExtractionOptions(false, false, (path, reason) -> failed.add(path));
        try (BlockCache cache = new BlockCache(8 << 20)) {
            new Extractor(image, cache, new PathTarget(to, false), options).extract();
            for (Content content : contents) {
                boolean isDamaged = content.blocks().contains(block);
                assertThat(failed.contains(content.path())).as(description).isEqualTo(isDamaged);
                Path file = to.resolve(content.path());
                if (isDamaged) {
                    assertThat(file).doesNotExist();
                } else {
                    assertThat(Files.readAllBytes(file)).as(description).isEqualTo(content.bytes());
                }
            }
            Removal.of(to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
