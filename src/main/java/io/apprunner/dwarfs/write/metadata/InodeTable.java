// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.metadata;

import io.apprunner.dwarfs.write.metadata.MetadataModel.Inode;
import io.apprunner.dwarfs.write.scan.SourceInode;
import io.apprunner.dwarfs.write.scan.SourceStat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The attributes of all inodes.
 *
 * @param inodes by number
 * @param timestampBase the earliest time, from which the others count; below zero when it is before 1970
 */
record InodeTable(List<Inode> inodes, ValueTable modes, ValueTable uids, ValueTable gids, long timestampBase) {
    /** Makes the table. */
    static InodeTable of(List<SourceInode> order, MetadataOptions options) {
        ValueTable modes = ValueTable.of(order, inode -> inode.stat().mode());
        ValueTable uids = ValueTable.of(order, inode -> owner(inode, options).uid());
        ValueTable gids = ValueTable.of(order, inode -> owner(inode, options).gid());
        long base = order.stream()
                .mapToLong(inode -> modified(inode, options).getEpochSecond())
                .min()
                .orElse(0);
        List<Inode> inodes = new ArrayList<>(order.size());
        for (SourceInode inode : order) {
            SourceStat stat = inode.stat();
            Owner owner = owner(inode, options);
            Instant modified = modified(inode, options);
            inodes.add(new Inode(
                    modes.index(stat.mode()),
                    uids.index(owner.uid()),
                    gids.index(owner.gid()),
                    modified.getEpochSecond() - base,
                    options.subSeconds() ? modified.getNano() : 0,
                    inode.names() - 1L));
        }
        return new InodeTable(inodes, modes, uids, gids, base);
    }

    /** A file cannot be younger than the image: with a stated time of creation, builds at different times are equal. */
    private static Instant modified(SourceInode inode, MetadataOptions options) {
        Instant modified = inode.stat().modified();
        if (options.created().isEmpty()) {
            return modified;
        }
        Instant created = Instant.ofEpochSecond(options.created().getAsLong());
        return modified.isAfter(created) ? created : modified;
    }

    private static Owner owner(SourceInode inode, MetadataOptions options) {
        return options.owner()
                .orElseGet(() -> new Owner(inode.stat().uid(), inode.stat().gid()));
    }
}
