// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay.node;

import io.apprunner.filesystems.overlay.host.Host;
import io.apprunner.filesystems.overlay.host.OpenFiles;
import io.apprunner.filesystems.overlay.layer.LowerFile;
import io.apprunner.filesystems.overlay.layer.LowerStack;
import io.apprunner.filesystems.overlay.layer.Name;
import io.apprunner.fuse.FuseException;
import io.apprunner.fuse.FuseFileSystem;
import io.apprunner.posix.Constants;
import io.apprunner.posix.folder.FileStatus;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/**
 * The nodes of a union: all directories and all files of the upper branch that the kernel knows. Files that only a
 * layer has are not in it; their nodes say where they are. A number is never used twice.
 */
public final class NodeTable {
    private static final FileStatus.Time OMIT = new FileStatus.Time(0, Constants.UTIME_OMIT);
    private static final long FIRST = 16;
    private static final long UPPER_NUMBERS = 1L << 31;

    private final Host host;
    private final OpenFiles open;
    private final AtomicLong next = new AtomicLong(FIRST);
    private final DirectoryNode root;
    private final Map<Long, DirectoryNode> directories = new ConcurrentHashMap<>();
    private final Map<Long, FileNode> files = new ConcurrentHashMap<>();
    private final Map<Long, FileNode> byInode = new ConcurrentHashMap<>();
    /** Nodes of layers' files that were copied; they stay until there is no name any more. */
    private final Map<Long, FileNode> copied = new ConcurrentHashMap<>();

    /** @param lower the root directories of the layers */
    public NodeTable(Host host, OpenFiles open, LowerStack lower) {
        this.host = host;
        this.open = open;
        root = new DirectoryNode(FuseFileSystem.ROOT, 1, null, Name.of(new byte[0]), lower, true);
        root.refer();
        directories.put(root.id(), root);
    }

    /** The root directory. */
    public DirectoryNode root() {
        return root;
    }

    /**
     * A directory by its node.
     *
     * @throws FuseException ENOTDIR when it is another file
     */
    public DirectoryNode directory(long node) {
        return findDirectory(node).orElseThrow(() -> new FuseException(Constants.ENOTDIR));
    }

    /** A directory by its node; nothing when it is another file. */
    public Optional<DirectoryNode> findDirectory(long node) {
        return Optional.ofNullable(directories.get(node));
    }

    /** A file of the upper branch by its node; nothing when only a layer has it. */
    public Optional<FileNode> file(long node) {
        return LowerFile.isNode(node)
                ? Optional.ofNullable(copied.get(node))
                : Optional.of(
                        Optional.ofNullable(files.get(node)).orElseThrow(() -> new FuseException(Constants.EINVAL)));
    }

    /** The file with this number of the host, if the kernel knows it. */
    public Optional<FileNode> byInode(long inode) {
        return Optional.ofNullable(byInode.get(inode));
    }

    /** The number that programs see for a file of the upper branch. */
    public long number(long inode) {
        FileNode known = byInode.get(inode);
        return known == null ? fresh(inode) : known.number();
    }

    /** Below 2^32, because programs of 32 bits can see no more. */
    private static long fresh(long inode) {
        long folded = inode < UPPER_NUMBERS ? inode : (inode ^ inode >>> 31) & (UPPER_NUMBERS - 1);
        return UPPER_NUMBERS | folded;
    }

    /** The node of a file of the upper branch, with one more reference. */
    public FileNode refer(long inode, int type) {
        while (true) {
            FileNode node = byInode.computeIfAbsent(inode, any -> {
                FileNode made = new FileNode(next.getAndIncrement(), fresh(inode), inode, type);
                files.put(made.id(), made);
                return made;
            });
            if (LowerFile.isNode(node.id()) || node.refer()) {
                return node;
            }
            byInode.remove(inode, node);
        }
    }

    /** Makes the node of a file without a name, whose descriptor it keeps, with one reference. */
    public FileNode referNameless(long inode, int descriptor) {
        FileNode node = refer(inode, Constants.S_IFREG);
        node.keep(descriptor);
        return node;
    }

    /** Adds the node of a layer's file that was copied. */
    public void copied(FileNode node) {
        byInode.put(node.inode(), node);
        copied.put(node.id(), node);
    }

    /** A directory's own directory by this name, which is made when it is not known. */
    public DirectoryNode child(DirectoryNode parent, Name name, LowerStack lower, Optional<Long> inode) {
        return parent.children().computeIfAbsent(name, any -> {
            long number = lower.isEmpty()
                    ? fresh(inode.orElseThrow())
                    : lower.layers().number(lower.parts().getFirst());
            DirectoryNode made =
                    new DirectoryNode(next.getAndIncrement(), number, parent, name, lower, inode.isPresent());
            directories.put(made.id(), made);
            return made;
        });
    }

    /** Gives the kernel one more reference to a directory. */
    public synchronized void refer(DirectoryNode directory) {
        directory.refer();
        directories.putIfAbsent(directory.id(), directory);
        directory.parent().ifPresent(parent -> parent.children().putIfAbsent(directory.name(), directory));
    }

    /** Takes references of the kernel back. */
    public void forget(long node, long count) {
        if (LowerFile.isNode(node)) {
            // The kernel gives all references back at once. A file without names cannot be given out again.
            file(node).filter(file -> file.place().isEmpty()).ifPresent(this::drop);
            return;
        }
        DirectoryNode directory = directories.get(node);
        if (directory != null) {
            forget(directory, count);
            return;
        }
        FileNode file = files.get(node);
        if (file != null && file.release(count)) {
            files.remove(node);
            drop(file);
        }
    }

    /** Lets go of what belongs to a file that nobody can name any more. */
    public void drop(FileNode file) {
        if (file.kept().isEmpty()) {
            file.owedTime().ifPresent(time -> settle(file, time));
        }
        byInode.remove(file.inode(), file);
        copied.remove(file.id(), file);
        open.forget(file);
        file.kept().ifPresent(host.contents()::close);
    }

    /** Sets the host's time of the last change of a file, unless neither it nor its folder is open any more. */
    void settle(FileNode file, FileStatus.Time time) {
        if (useOpen(file, content -> host.contents().setTimes(content, OMIT, time))) {
            return;
        }
        file.place()
                .ifPresent(place -> useOpen(
                        place.directory(),
                        folder -> host.folders().setTimes(folder, place.name().bytes(), OMIT, time)));
    }

    private boolean useOpen(Object key, IntConsumer action) {
        Optional<OpenFiles.Use> known = open.useOpen(key);
        known.ifPresent(use -> {
            try (use) {
                action.accept(use.number());
            }
        });
        return known.isPresent();
    }

    private synchronized void forget(DirectoryNode directory, long count) {
        if (directory.release(count) > 0
                || directory == root
                || !directory.children().isEmpty()) {
            return;
        }
        directories.remove(directory.id());
        directory.names(null);
        open.forget(directory);
        directory.parent().ifPresent(parent -> parent.children().remove(directory.name(), directory));
    }
}
