// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs;

import static io.apprunner.dwarfs.FrozenImage.some;
import static io.apprunner.dwarfs.FrozenImage.u32;
import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.dwarfs.container.Decompressor;
import io.apprunner.dwarfs.container.Section;
import io.apprunner.dwarfs.write.DwarfsWriter;
import io.apprunner.dwarfs.write.ProgressListener;
import io.apprunner.dwarfs.write.WriterOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged images give a typed error or a tree, never anything else, and never take long. */
class MutationTest {
    private static final Duration TIME = Duration.ofSeconds(Long.getLong("app-runner.fuzz.seconds", 60));
    /** Of the processor: a busy machine may take longer. */
    private static final Duration SLOWEST = Duration.ofSeconds(2);

    private static final Duration LONGEST = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void damaged_images_give_nothing_but_typed_errors() throws IOException {
        List<byte[]> images = new ArrayList<>();
        for (Path path : Vectors.ownImages()) {
            byte[] image = Files.readAllBytes(path);
            images.add(image);
            images.add(withoutBlocks(image));
        }
        images.add(Files.readAllBytes(Vectors.more("tree-times-far.dwarfs")));
        images.addAll(seeds());
        long seed = Long.getLong("app-runner.fuzz.seed", 20_260_101);
        Random random = new Random(seed);
        long end = System.nanoTime() + TIME.toNanos();
        int refused = 0;
        int rounds = 0;
        for (; System.nanoTime() < end; rounds++) {
            byte[] image = mutate(images.get(random.nextInt(images.size())), random);
            if (random.nextBoolean()) {
                Bytes.signAll(image);
            }
            refused += isRefused(image, "seed " + seed + " round " + rounds) ? 1 : 0;
        }
        assertThat(rounds).isGreaterThan(100);
        assertThat(refused).isGreaterThan(rounds / 10);
    }

    /** What the images of the reference writer do not have: each kind of it in a small image of its own. */
    private List<byte[]> seeds() throws IOException {
        Path tree = Files.createDirectory(folder.resolve("tree"));
        Path old = Files.writeString(tree.resolve("old"), "content");
        Files.setLastModifiedTime(old, FileTime.from(Instant.ofEpochSecond(-5, 999_999_999)));
        Files.createLink(tree.resolve("hard"), old);
        Files.createSymbolicLink(tree.resolve("link"), Path.of("a/b"));
        List<byte[]> images = new ArrayList<>();
        WriterOptions options = WriterOptions.level(1)
                .withSubSeconds()
                .withCreated(1_000)
                .withHistory("app-runner v1", List.of("create", "level=1"));
        new DwarfsWriter(options.withBlockBits(12).withStartBlockBits(12), ProgressListener.NONE)
                .write(tree, folder.resolve("image"));
        images.add(Files.readAllBytes(folder.resolve("image")));
        OldTree tables = new OldTree();
        tables.metadata.put(26, some(u32('\\')));
        for (int minor = 0; minor <= 2; minor++) {
            images.add(tables.image(minor));
        }
        for (int bits = 28; bits <= 30; bits++) {
            tables.metadata.put(15, u32(1L << bits));
            images.add(tables.image(2));
        }
        return images;
    }

    /** The same metadata uncompressed and next to no block data, so that changes hit the structure. */
    private byte[] withoutBlocks(byte[] image) {
        return Bytes.with(folder.resolve("source"), image, open -> {
            List<byte[]> parts = new ArrayList<>();
            for (Section section : open.sections()) {
                byte[] payload = new byte[(int) section.header().length()];
                open.file().read(section.payloadOffset(), ByteBuffer.wrap(payload));
                int type = section.header().type();
                int compression = section.header().compression();
                if (type == 9 || type == 10) {
                    continue;
                }
                if (type != 0) {
                    payload = Decompressor.decompress(
                            compression, payload, 1 << 24, open.file().place(0));
                    compression = 0;
                } else if (compression != 0) {
                    payload = Arrays.copyOf(payload, Math.min(payload.length, 2000));
                }
                parts.add(Bytes.section(parts.size(), type, compression, payload));
            }
            return Bytes.concat(parts.toArray(byte[][]::new));
        });
    }

    private static byte[] mutate(byte[] image, Random random) {
        byte[] changed = image.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = position(changed, random);
            switch (random.nextInt(8)) {
                case 0 -> changed = Arrays.copyOf(changed, at);
                case 1 -> changed = insert(changed, at, random);
                case 2 -> changed[at] = (byte) random.nextInt(256);
                case 3 -> changed[at] = (byte) 0xFF;
                default -> changed[at] ^= (byte) (1 << random.nextInt(8));
            }
            if (changed.length == 0) {
                return changed;
            }
        }
        return changed;
    }

    /** Half of the changes go to the end, where metadata is. */
    private static int position(byte[] image, Random random) {
        int tail = Math.min(image.length, 6000);
        return random.nextBoolean() ? random.nextInt(image.length) : image.length - 1 - random.nextInt(tail);
    }

    /** Inserts some bytes within a section, whose length grows with them when it can be found. */
    private static byte[] insert(byte[] image, int at, Random random) {
        byte[] more = new byte[1 + random.nextInt(16)];
        random.nextBytes(more);
        byte[] all = Bytes.concat(Arrays.copyOf(image, at), more, Arrays.copyOfRange(image, at, image.length));
        ByteBuffer buffer = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
        int section = 0;
        while (section + Bytes.HEADER <= at) {
            long length = buffer.getLong(section + 56);
            if (length < 0 || length > all.length) {
                break;
            }
            if (at < section + Bytes.HEADER + length) {
                buffer.putLong(section + 56, length + more.length);
                break;
            }
            section += Bytes.HEADER + (int) length;
        }
        return all;
    }

    private static boolean isRefused(byte[] image, String description) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = System.nanoTime();
        long startOfWork = threads.getCurrentThreadCpuTime();
        boolean refused;
        try {
            refused = DwarfsFuzzer.isRefused(image);
        } catch (RuntimeException | Error e) {
            throw new AssertionError(description, e);
        }
        assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - startOfWork))
                .as(description)
                .isLessThan(SLOWEST);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).as(description).isLessThan(LONGEST);
        return refused;
    }
}
