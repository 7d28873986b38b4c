// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write;

import io.apprunner.dwarfs.write.scan.EarlyFiles;
import io.apprunner.dwarfs.write.scan.FileContent;
import io.apprunner.dwarfs.write.scan.SourceInode;
import io.apprunner.dwarfs.write.scan.SourceTree;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * In which order contents are packed: that of the tree, in which programs read, so that a block serves neighbours and
 * the next block is needed next. Within the window of a large block this compresses as well as an order by kind.
 *
 * @param early the contents of the early files, in the order of their list
 * @param rest all others
 */
record PackingOrder(List<FileContent> early, List<FileContent> rest) {
    /**
     * Small blocks compress worse, by about a quarter: with so much of the contents in them, by one percent of the
     * image.
     */
    private static final int EARLY_SHARE = 25;

    /** So much may always be early: the image is then small anyway. */
    private static final long EARLY_MINIMUM = 1 << 20;

    /**
     * Orders contents. Early files that are not there are reported; those that would make the early part too large take
     * their place among the others.
     */
    static PackingOrder of(
            SourceTree tree, List<FileContent> contents, List<String> earlyFiles, ProgressListener listener) {
        long total = contents.stream().mapToLong(FileContent::size).sum();
        long left = Math.max(EARLY_MINIMUM, total / EARLY_SHARE);
        Set<FileContent> early = new LinkedHashSet<>();
        for (String path : earlyFiles) {
            Optional<SourceInode> found = EarlyFiles.find(tree, path);
            if (found.isEmpty()) {
                listener.earlyFileMissing(path);
                continue;
            }
            FileContent content = found.get().content();
            if (content.size() <= left && early.add(content)) {
                left -= content.size();
            }
        }
        List<FileContent> rest =
                contents.stream().filter(content -> !early.contains(content)).toList();
        return new PackingOrder(List.copyOf(early), rest);
    }
}
