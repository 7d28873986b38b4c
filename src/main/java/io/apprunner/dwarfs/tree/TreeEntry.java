// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.tree;

import io.apprunner.dwarfs.format.FileType;
import io.apprunner.dwarfs.metadata.Metadata;
import io.apprunner.text.RawText;
import java.util.function.Consumer;

/**
 * One name in a tree, with what its inode says.
 *
 * @param path from the root, without a leading slash; bytes that are not UTF-8 are replaced
 * @param inode its number
 * @param type its type
 * @param mode its permissions, without the type
 * @param uid the owner, 0 to 2^32-1
 * @param gid the group, 0 to 2^32-1
 * @param size bytes of a file or of a link's target, entries of a directory
 * @param modified seconds since 1970
 * @param target what a symbolic link leads to; empty for others
 * @param device the number of a device; 0 for others
 */
public record TreeEntry(
        String path,
        int inode,
        FileType type,
        int mode,
        long uid,
        long gid,
        long size,
        long modified,
        String target,
        long device) {
    private static final int PERMISSIONS = 07777;

    /**
     * Gives every entry of a tree but the root to {@code consumer}: those of a directory in the order of their names,
     * and what is in a directory right behind it.
     *
     * @throws io.apprunner.error.AppRunnerException with code {@code LIMIT} when a path is longer than 4095 bytes
     */
    public static void walk(Metadata metadata, Consumer<TreeEntry> consumer) {
        TreePaths paths = new TreePaths(metadata);
        int[] next = new int[metadata.directoryCount()];
        for (int directory = 0; directory < next.length; directory++) {
            next[directory] = metadata.firstEntry(directory);
        }
        int at = Metadata.ROOT;
        while (true) {
            if (next[at] < metadata.endEntry(at)) {
                int entry = next[at]++;
                consumer.accept(of(metadata, metadata.entryInode(entry), paths.of(at, entry)));
                if (metadata.entryInode(entry) < next.length) {
                    at = metadata.entryInode(entry);
                }
            } else if (at == Metadata.ROOT) {
                return;
            } else {
                at = metadata.parent(at);
            }
        }
    }

    private static TreeEntry of(Metadata metadata, int inode, byte[] path) {
        FileType type = metadata.type(inode);
        return new TreeEntry(
                text(path),
                inode,
                type,
                metadata.mode(inode) & PERMISSIONS,
                Integer.toUnsignedLong(metadata.uid(inode)),
                Integer.toUnsignedLong(metadata.gid(inode)),
                metadata.size(inode),
                metadata.modifiedSeconds(inode),
                type == FileType.LINK ? text(metadata.linkTarget(inode)) : "",
                metadata.device(inode));
    }

    private static String text(byte[] bytes) {
        return RawText.decode(bytes);
    }
}
