// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes trees with everything that an unprivileged user can make; the same seed gives the same tree. */
final class RandomTree {
    private static final int ENTRIES = 120;
    private static final int MAX_SIZE = 20_000;
    private static final int[] MODES = {0644, 0755, 04755, 02711, 0600, 01777, 0444};

    private final Random random;
    private final List<Path> directories = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private final List<Path> all = new ArrayList<>();

    private RandomTree(Path root, long seed) {
        random = new Random(seed);
        directories.add(root);
        all.add(root);
    }

    static void make(Path root, long seed) throws IOException {
        RandomTree tree = new RandomTree(root, seed);
        for (int i = 0; i < ENTRIES; i++) {
            tree.add(i);
        }
        // Last of all, because making files changes the times of directories.
        for (Path path : tree.all) {
            tree.attributes(path);
        }
    }

    private void add(int i) throws IOException {
        Path directory = directories.get(random.nextInt(directories.size()));
        Path path = i % 17 == 0 ? longName(directory, i) : directory.resolve("n" + i + (i % 3 == 0 ? ".txt" : ""));
        switch (random.nextInt(8)) {
            case 0, 1 -> directories.add(Files.createDirectory(path));
            case 2 -> Files.createSymbolicLink(path, Path.of("t".repeat(1 + random.nextInt(3000))));
            case 3 -> files.add(Files.createFile(path));
            case 4 -> link(path);
            case 5 -> copy(path);
            default -> files.add(Files.write(path, content()));
        }
        all.add(path);
    }

    /** 255 bytes of UTF-8, whatever the locale is. */
    private static Path longName(Path directory, int i) {
        return Path.of(URI.create(directory.toUri() + "%E2%98%83".repeat(84) + (100 + i)));
    }

    private byte[] content() {
        byte[] bytes = new byte[random.nextInt(MAX_SIZE)];
        // Runs, so that it shrinks somewhat.
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = i % 5 == 0 ? (byte) random.nextInt() : (byte) 'x';
        }
        return bytes;
    }

    private void link(Path path) throws IOException {
        if (files.isEmpty()) {
            files.add(Files.createFile(path));
        } else {
            Files.createLink(path, files.get(random.nextInt(files.size())));
        }
    }

    /** A copy, or one that differs in one byte. */
    private void copy(Path path) throws IOException {
        byte[] bytes = files.isEmpty() ? content() : Files.readAllBytes(files.get(random.nextInt(files.size())));
        if (bytes.length > 0 && random.nextBoolean()) {
            bytes[random.nextInt(bytes.length)] ^= 1;
        }
        files.add(Files.write(path, bytes));
    }

    private void attributes(Path path) throws IOException {
        if (!Files.isSymbolicLink(path)) {
            int mode = MODES[random.nextInt(MODES.length)];
            // The owner must be able to read it, and to remove it after the test.
            Files.setAttribute(path, "unix:mode", Files.isDirectory(path) ? mode | 0700 : mode);
        }
        Instant time =
                Instant.ofEpochSecond(1_500_000_000L + random.nextInt(200_000_000), random.nextInt(1_000_000_000));
        Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(FileTime.from(time), null, null);
    }
}
