// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs;

import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.dwarfs.check.Checkup;
import io.apprunner.dwarfs.format.FileType;
import io.apprunner.dwarfs.metadata.Directories;
import io.apprunner.dwarfs.metadata.Metadata;
import io.apprunner.dwarfs.tree.FileReader;
import io.apprunner.dwarfs.tree.TreeEntry;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.FormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a fuzzer calls with bytes of its choice; the method's name is the one that Jazzer looks for. Whatever the bytes
 * are, they must be refused by a typed error or give a tree that can be read.
 */
public final class DwarfsFuzzer {
    private static final Path FILE = temporary();

    private DwarfsFuzzer() {}

    private static Path temporary() {
        try {
            Path file = Files.createTempFile("app-runner-fuzz", ".dwarfs");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens the bytes as an image and reads from it; anything but a typed error is a finding. */
    public static void fuzzerTestOneInput(byte[] data) {
        byte[] signed = data.clone();
        // Half of the inputs get right checksums: a fuzzer would never find them.
        if (signed.length > 0 && (signed[signed.length - 1] & 1) == 0) {
            Bytes.signAll(signed);
        }
        isRefused(signed);
    }

    /** Whether the image was refused by a typed error. */
    static boolean isRefused(byte[] data) {
        try {
            Bytes.with(FILE, data, DwarfsFuzzer::readSome);
            return false;
        } catch (AppRunnerException e) {
            if (e instanceof FormatException || e.code() == ErrorCode.LIMIT) {
                return true;
            }
            throw e;
        }
    }

    /**
     * Goes through the tree, reads the start and the end of each file, whose sizes may be absurd, and checks all of it.
     */
    private static int readSome(DwarfsImage image) {
        Metadata metadata = image.metadata();
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        try (BlockCache cache = new BlockCache(32L << 20)) {
            FileReader reader = new FileReader(image, cache);
            checkNames(metadata);
            for (int inode = 0; inode < metadata.inodeCount(); inode++) {
                FileType type = metadata.type(inode);
                metadata.modifiedSeconds(inode);
                metadata.linkCount(inode);
                metadata.device(inode);
                if (type == FileType.LINK) {
                    metadata.linkTarget(inode);
                }
                long last = Math.max(0, metadata.size(inode) - 10);
                reader.read(inode, 0, buffer.clear());
                reader.read(inode, last, buffer.clear());
            }
            Checkup.of(image.file(), cache);
            TreeEntry.walk(metadata, entry -> {});
            return image.history().size();
        }
    }

    private static void checkNames(Metadata metadata) {
        byte[] name = new byte[Directories.NAME_LIMIT];
        for (int directory = 0; directory < metadata.directoryCount(); directory++) {
            for (int entry = metadata.firstEntry(directory); entry < metadata.endEntry(directory); entry++) {
                int length = metadata.entryName(entry, name, 0);
                if (metadata.lookup(directory, name, 0, length) != metadata.entryInode(entry)) {
                    throw new AssertionError("lookup does not find entry " + entry);
                }
            }
        }
    }
}
