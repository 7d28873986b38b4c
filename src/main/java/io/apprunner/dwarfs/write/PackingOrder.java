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
 * In which order contents are packed: that of the tree, in which programs read, so that a block serves neighbours and the
 * next block is needed next. Within the window of a large block this compresses as well as an order by kind.
 *
 * @param early the contents of the early files, in the order of their list
 * @param rest all others
 */
record PackingOrder(List<FileContent> early, List<FileContent> rest) {
    /** Orders contents; early files that are not there are reported. */
    static PackingOrder of(
            SourceTree tree, List<FileContent> contents, List<String> earlyFiles, ProgressListener listener) {
        Set<FileContent> early = new LinkedHashSet<>();
        for (String path : earlyFiles) {
            Optional<SourceInode> found = EarlyFiles.find(tree, path);
            found.ifPresentOrElse(inode -> early.add(inode.content()), () -> listener.earlyFileMissing(path));
        }
        List<FileContent> rest =
                contents.stream().filter(content -> !early.contains(content)).toList();
        return new PackingOrder(List.copyOf(early), rest);
    }
}
