// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.mount;

import io.apprunner.dwarfs.metadata.Metadata;
import io.apprunner.filesystems.casefold.Folding;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds names whatever their case. A directory's names are folded when one is first looked for there, and kept: memory
 * is in proportion to the metadata. Of names that differ in case only, the first in byte order is found. Safe for
 * several threads.
 */
final class FoldedNames {
    private final Metadata metadata;
    private final Map<Integer, Map<ByteBuffer, Integer>> directories = new ConcurrentHashMap<>();

    FoldedNames(Metadata metadata) {
        this.metadata = metadata;
    }

    /** The inode of a name in a directory; -1 when there is none. */
    int lookup(int directory, byte[] name, int length) {
        return directories.computeIfAbsent(directory, this::foldAll).getOrDefault(fold(name, length), -1);
    }

    private Map<ByteBuffer, Integer> foldAll(int directory) {
        Map<ByteBuffer, Integer> names = new HashMap<>();
        byte[] name = new byte[255];
        int end = metadata.endEntry(directory);
        for (int entry = metadata.firstEntry(directory); entry < end; entry++) {
            int length = metadata.entryName(entry, name, 0);
            // The mark of an opaque directory has no name here, whatever its case.
            if (!Metadata.isOpaqueMarker(name, length)) {
                names.putIfAbsent(fold(name, length), metadata.entryInode(entry));
            }
        }
        return names;
    }

    private static ByteBuffer fold(byte[] name, int length) {
        return ByteBuffer.wrap(Folding.fold(name, length));
    }
}
