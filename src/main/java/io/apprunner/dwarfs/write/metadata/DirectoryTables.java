// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.metadata;

import io.apprunner.dwarfs.write.metadata.MetadataModel.Directory;
import io.apprunner.dwarfs.write.metadata.MetadataModel.Entry;
import io.apprunner.dwarfs.write.metadata.MetadataModel.StringTable;
import io.apprunner.dwarfs.write.scan.SourceNode;
import io.apprunner.dwarfs.write.scan.SourceTree;
import io.apprunner.zstd.Effort;
import java.util.ArrayList;
import java.util.List;

/**
 * The names of a tree: the entries of each directory follow each other, directories in the order of their inodes. The
 * scan has sorted both already.
 *
 * @param entries the root's entry, then those of each directory
 * @param directories one per directory, and a sentinel that ends the last one's entries
 * @param names the names of the entries
 */
record DirectoryTables(List<Entry> entries, List<Directory> directories, StringTable names) {
    /**
     * Makes the tables of a tree.
     *
     * @param effort how the metadata are going to be compressed, if at all
     */
    static DirectoryTables of(SourceTree tree, InodeOrder order, Effort effort) {
        StringTableBuilder names = new StringTableBuilder();
        List<Entry> entries = new ArrayList<>();
        List<Directory> directories = new ArrayList<>();
        int count = tree.directories().size();
        int[] parents = new int[count];
        int[] selves = new int[count];
        // The root's name is not looked at; every name in the table must belong to some other entry.
        entries.add(new Entry(0, 0));
        for (SourceNode directory : tree.directories()) {
            int number = order.number(directory.inode());
            directories.add(new Directory(parents[number], entries.size(), selves[number]));
            for (SourceNode child : directory.children()) {
                int inode = order.number(child.inode());
                if (child.directory()) {
                    parents[inode] = selves[number];
                    selves[inode] = entries.size();
                }
                entries.add(new Entry(names.index(child.name()), inode));
            }
        }
        directories.add(new Directory(0, entries.size(), 0));
        return new DirectoryTables(entries, directories, names.build(effort));
    }
}
