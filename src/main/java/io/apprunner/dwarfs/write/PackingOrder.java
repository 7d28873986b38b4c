// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write;

import io.apprunner.dwarfs.write.scan.FileContent;
import io.apprunner.dwarfs.write.scan.SourceInode;
import io.apprunner.dwarfs.write.scan.SourceTree;
import io.apprunner.dwarfs.write.scan.StartFiles;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * In which order contents are packed: that of the tree, in which programs read, so that a block serves neighbours and
 * the next block is needed next. Within the window of a large block this compresses as well as an order by kind.
 *
 * @param start the contents of the start files, in the order of their list
 * @param rest all others
 */
record PackingOrder(List<FileContent> start, List<FileContent> rest) {
    /**
     * Small blocks compress worse, by about a quarter: with so much of the contents in them, by one percent of the
     * image.
     */
    private static final int EARLY_SHARE = 25;

    /** So much may always be at the start: the image is then small anyway. */
    private static final long EARLY_MINIMUM = 1 << 20;

    /**
     * Orders contents. Start files that are not there are reported; those that would make that part too large take
     * their place among the others.
     */
    static PackingOrder of(
            SourceTree tree, List<FileContent> contents, List<String> startFiles, ProgressListener listener) {
        long total = contents.stream().mapToLong(FileContent::size).sum();
        long left = Math.max(EARLY_MINIMUM, total / EARLY_SHARE);
        Set<FileContent> start = new LinkedHashSet<>();
        for (String path : startFiles) {
            Optional<SourceInode> found = StartFiles.find(tree, path);
            if (found.isEmpty()) {
                listener.startFileMissing(path);
                continue;
            }
            FileContent content = found.get().content();
            if (content.size() <= left && start.add(content)) {
                left -= content.size();
            }
        }
        List<FileContent> rest =
                contents.stream().filter(content -> !start.contains(content)).toList();
        return new PackingOrder(List.copyOf(start), rest);
    }
}
