// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.scan;

import com.dynatrace.hash4j.hashing.HashValue128;
import io.apprunner.dwarfs.format.FileType.Rank;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds files with the same bytes. Only files whose sizes are equal are read, long ones only in their first bytes
 * unless these are equal too; equal hashes are confirmed by comparing the bytes.
 */
public final class Deduplicator {
    /** From this size on the beginnings are compared first. */
    private static final long LONG_FILE = 1L << 20;

    private static final int BEGINNING = 4096;

    private Deduplicator() {}

    /**
     * Gives a content to every regular file of the tree.
     *
     * @param threads that read files at the same time
     * @return all contents, in the order in which the scan met them
     * @throws io.apprunner.error.AppRunnerException naming a file that cannot be read or that changed since the scan
     */
    public static List<FileContent> contents(SourceTree tree, int threads) {
        List<FileContent> contents = new ArrayList<>();
        List<List<SourceInode>> groups = new ArrayList<>();
        for (List<SourceInode> sameSize :
                partition(tree.inodes(Rank.REGULAR), inode -> inode.stat().size())) {
            if (sameSize.getFirst().stat().size() == 0) {
                // Empty files have nothing to share.
                sameSize.forEach(inode -> contents.add(new FileContent(inode)));
            } else {
                groups.add(sameSize);
            }
        }
        groups = split(groups, contents, LONG_FILE, BEGINNING, threads);
        groups = split(groups, contents, 0, Long.MAX_VALUE, threads);
        groups.forEach(sameHash -> contents.addAll(compare(sameHash)));
        contents.sort(Comparator.comparingInt(content -> content.first().sequence()));
        return contents;
    }

    /**
     * Splits groups of equal size by the hash of their first {@code bytes}. A file that is alone has a content of its
     * own; groups of files below {@code smallest} stay as they are.
     */
    private static List<List<SourceInode>> split(
            List<List<SourceInode>> groups, List<FileContent> contents, long smallest, long bytes, int threads) {
        List<SourceInode> candidates = groups.stream()
                .filter(group -> group.size() > 1 && group.getFirst().stat().size() >= smallest)
                .flatMap(List::stream)
                .toList();
        Map<SourceInode, HashValue128> hashes = ParallelHash.of(candidates, bytes, threads);
        List<List<SourceInode>> result = new ArrayList<>();
        for (List<SourceInode> group : groups) {
            // Files that were not hashed have the same key: none.
            for (List<SourceInode> part : partition(group, inode -> Optional.ofNullable(hashes.get(inode)))) {
                if (part.size() == 1) {
                    contents.add(new FileContent(part.getFirst()));
                } else {
                    result.add(part);
                }
            }
        }
        return result;
    }

    /** Equal hashes are nearly always equal files; this makes it certain. */
    private static List<FileContent> compare(List<SourceInode> sameHash) {
        List<FileContent> contents = new ArrayList<>(1);
        for (SourceInode inode : sameHash) {
            contents.stream()
                    .filter(content -> sameBytes(content.first().path(), inode.path()))
                    .findFirst()
                    .ifPresentOrElse(content -> content.add(inode), () -> contents.add(new FileContent(inode)));
            // The content of a duplicate is not read again: it must be what it was until now.
            if (!inode.stat().sameContent(SourceStat.read(inode.path()))) {
                throw SourceErrors.changed(inode.path());
            }
        }
        return contents;
    }

    private static boolean sameBytes(Path a, Path b) {
        try {
            return Files.mismatch(a, b) < 0;
        } catch (IOException e) {
            throw SourceErrors.reading(b, e);
        }
    }

    private static <K> Collection<List<SourceInode>> partition(
            List<SourceInode> inodes, Function<SourceInode, K> keyOf) {
        Map<K, List<SourceInode>> parts = new LinkedHashMap<>();
        for (SourceInode inode : inodes) {
            parts.computeIfAbsent(keyOf.apply(inode), key -> new ArrayList<>(1)).add(inode);
        }
        return parts.values();
    }
}
