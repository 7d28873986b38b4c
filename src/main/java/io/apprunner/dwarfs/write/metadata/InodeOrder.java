// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.metadata;

import io.apprunner.dwarfs.format.FileType.Rank;
import io.apprunner.dwarfs.write.scan.FileContent;
import io.apprunner.dwarfs.write.scan.SourceInode;
import io.apprunner.dwarfs.write.scan.SourceTree;
import java.util.ArrayList;
import java.util.List;

/**
 * Numbers the inodes as the format demands: directories, symbolic links, regular files with a content of their own,
 * regular files that share one (grouped by content), devices, others; inside of that in the order of the scan.
 *
 * @param inodes all inodes by number
 * @param contents the contents of regular files: the unshared ones in the order of their inodes, then the shared ones
 * @param sharedTable per inode with a shared content the number of that content among the shared ones
 * @param numbers the number of each inode by its position in the scan
 */
record InodeOrder(List<SourceInode> inodes, List<FileContent> contents, long[] sharedTable, int[] numbers) {
    /** Orders the inodes of a tree whose files all have a content. */
    static InodeOrder of(SourceTree tree, List<FileContent> contents) {
        List<FileContent> unshared =
                contents.stream().filter(content -> !content.shared()).toList();
        List<FileContent> shared = contents.stream().filter(FileContent::shared).toList();
        List<SourceInode> inodes = new ArrayList<>(tree.inodes(Rank.DIRECTORY));
        inodes.addAll(tree.inodes(Rank.LINK));
        unshared.forEach(content -> inodes.add(content.first()));
        shared.forEach(content -> inodes.addAll(content.inodes()));
        inodes.addAll(tree.inodes(Rank.DEVICE));
        inodes.addAll(tree.inodes(Rank.OTHER));
        int[] numbers = new int[inodes.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[inodes.get(i).sequence()] = i;
        }
        List<FileContent> ordered = new ArrayList<>(unshared);
        ordered.addAll(shared);
        return new InodeOrder(inodes, ordered, sharedTable(shared), numbers);
    }

    private static long[] sharedTable(List<FileContent> shared) {
        long[] table = new long
                [shared.stream().mapToInt(content -> content.inodes().size()).sum()];
        int position = 0;
        for (int group = 0; group < shared.size(); group++) {
            int size = shared.get(group).inodes().size();
            java.util.Arrays.fill(table, position, position + size, group);
            position += size;
        }
        return table;
    }

    /** The number of an inode. */
    int number(SourceInode inode) {
        return numbers[inode.sequence()];
    }
}
