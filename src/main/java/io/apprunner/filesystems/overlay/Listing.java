// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay;

import io.apprunner.filesystems.overlay.host.UpperEntry;
import io.apprunner.filesystems.overlay.host.UpperNames;
import io.apprunner.filesystems.overlay.layer.Layer;
import io.apprunner.filesystems.overlay.layer.LowerFile;
import io.apprunner.filesystems.overlay.layer.Name;
import io.apprunner.filesystems.overlay.node.DirectoryNode;
import io.apprunner.filesystems.overlay.node.FileNode;
import io.apprunner.filesystems.overlay.node.Found;
import io.apprunner.filesystems.overlay.node.Nodes;
import io.apprunner.filesystems.overlay.node.Status;
import io.apprunner.filesystems.overlay.node.Tree;
import io.apprunner.fuse.FuseReply;
import io.apprunner.posix.folder.FileStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lists merged directories. A name has one position for as long as the directory is known: one that any layer has that
 * of the first such layer, all others that of the upper folder's names. So a listing goes on where it was, whatever
 * comes and goes meanwhile.
 */
final class Listing {
    private static final long DOT = 1;
    private static final long DOTS = 2;
    /** The position of an entry of a layer: the layer's place in the directory, then the entry's. */
    private static final int PART = 32;

    private static final long FIRST_LOWER = 1L << PART;
    private static final long UPPER = 1L << 62;
    private static final FileStatus.Time NEVER = new FileStatus.Time(0, 0);

    private final Tree tree;
    private final Nodes nodes;

    Listing(Tree tree, Nodes nodes) {
        this.tree = tree;
        this.nodes = nodes;
    }

    /** Answers with the entries behind a position. */
    int read(long node, long offset, FuseReply reply) {
        DirectoryNode directory = tree.table().directory(node);
        if (directory.removed().isPresent()) {
            return 0;
        }
        directory.lock().readLock().lock();
        try {
            if (dots(directory, offset, reply) && (offset >= UPPER || lower(directory, offset, reply))) {
                upper(directory, Math.max(0, offset - UPPER), reply);
            }
            return 0;
        } finally {
            directory.lock().readLock().unlock();
        }
    }

    private static boolean dots(DirectoryNode directory, long offset, FuseReply reply) {
        DirectoryNode parent = directory.parent().orElse(directory);
        return (offset >= DOT || dot(directory, 1, DOT, reply)) && (offset >= DOTS || dot(parent, 2, DOTS, reply));
    }

    private static boolean dot(DirectoryNode directory, int length, long next, FuseReply reply) {
        return reply.directoryEntry(
                directory.id(), new byte[] {'.', '.'}, length, next, type(0040000, directory.number()));
    }

    /** No more than what a listing without attributes tells. */
    private static Status type(int mode, long number) {
        return new Status(new FileStatus(0, mode, 1, 0, 0, 0, 0, 0, NEVER, NEVER, NEVER), number, 1);
    }

    /** Adds the names that layers have; gives whether there was room for all. */
    private boolean lower(DirectoryNode directory, long offset, FuseReply reply) {
        List<LowerFile> parts = directory.lower().parts();
        boolean isBegun = offset >= FIRST_LOWER;
        int first = isBegun ? (int) (offset >>> PART) - 1 : 0;
        for (int part = first; part < parts.size(); part++) {
            LowerFile source = parts.get(part);
            Layer layer = tree.layers().get(source.layer());
            long passed = isBegun && part == first ? offset & 0xffffffffL : 0;
            int begin = layer.firstEntry(source.file());
            int end = layer.endEntry(source.file());
            for (int entry = (int) Math.min(end, begin + passed); entry < end; entry++) {
                Name name = layer.entryName(entry);
                long next = (part + 1L << PART) + entry - begin + 1;
                if (!layer.isMark(name) && isFirst(parts, part, name) && !add(directory, name, next, reply)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isFirst(List<LowerFile> parts, int part, Name name) {
        for (int above = 0; above < part; above++) {
            LowerFile directory = parts.get(above);
            if (tree.layers().get(directory.layer()).lookup(directory.file(), name) >= 0) {
                return false;
            }
        }
        return true;
    }

    private void upper(DirectoryNode directory, long offset, FuseReply reply) {
        UpperNames names = tree.names(directory);
        List<LowerFile> parts = directory.lower().parts();
        for (UpperEntry entry : new ArrayList<>(names.after(offset))) {
            boolean isNew = !entry.isWhiteout() && isFirst(parts, parts.size(), entry.name());
            if (isNew && !add(directory, entry.name(), UPPER + entry.position(), reply)) {
                return;
            }
        }
    }

    private boolean add(DirectoryNode directory, Name name, long next, FuseReply reply) {
        Optional<Found> found = tree.find(directory, name);
        return found.isEmpty()
                || (reply.wantsAttributes()
                        ? addWhole(directory, found.get(), next, reply)
                        : addType(directory, found.get(), next, reply));
    }

    private boolean addType(DirectoryNode directory, Found found, long next, FuseReply reply) {
        Status status;
        if (tree.isDirectory(found)) {
            status = type(0040000, tree.child(directory, found).number());
        } else {
            status = switch (found) {
                case Found.InUpper upper ->
                    type(upper.entry().type(), tree.table().number(upper.entry().inode()));
                case Found.InLower lower ->
                    type(
                            tree.layers()
                                    .get(lower.file().layer())
                                    .mode(lower.file().file()),
                            tree.layers().number(lower.file()));
            };
        }
        return put(0, found, next, status, reply);
    }

    private boolean addWhole(DirectoryNode directory, Found found, long next, FuseReply reply) {
        if (tree.isDirectory(found)) {
            DirectoryNode child = tree.child(directory, found);
            Status status = nodes.status(child);
            tree.table().refer(child);
            return given(child.id(), put(child.id(), found, next, status, reply));
        }
        return switch (found) {
            case Found.InLower lower -> put(lower.file().node(), found, next, nodes.status(lower.file()), reply);
            case Found.InUpper upper -> {
                FileNode file = nodes.refer(directory, upper);
                yield given(file.id(), put(file.id(), found, next, nodes.status(file), reply));
            }
        };
    }

    private static boolean put(long node, Found found, long next, Status status, FuseReply reply) {
        byte[] name = found.name().bytes();
        return reply.directoryEntry(node, name, name.length, next, status);
    }

    /** Takes the reference back for which there was no room. */
    private boolean given(long node, boolean hadRoom) {
        if (!hadRoom) {
            tree.table().forget(node, 1);
        }
        return hadRoom;
    }
}
