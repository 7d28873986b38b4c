// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay;

import static io.apprunner.fuse.FuseException.check;

import io.apprunner.filesystems.overlay.host.Host;
import io.apprunner.filesystems.overlay.host.OpenFiles;
import io.apprunner.filesystems.overlay.host.UpperEntry;
import io.apprunner.filesystems.overlay.host.UpperNames;
import io.apprunner.filesystems.overlay.layer.LowerFile;
import io.apprunner.filesystems.overlay.layer.Name;
import io.apprunner.filesystems.overlay.node.DirectoryNode;
import io.apprunner.filesystems.overlay.node.FileNode;
import io.apprunner.filesystems.overlay.node.Found;
import io.apprunner.filesystems.overlay.node.Nodes;
import io.apprunner.filesystems.overlay.node.Tree;
import io.apprunner.fuse.FuseException;
import io.apprunner.fuse.FuseReply;
import io.apprunner.posix.Constants;
import io.apprunner.posix.folder.FileStatus;
import java.util.Optional;

/**
 * Makes files and directories. What replaces a whiteout, hides something, or belongs to another user, is made in the
 * work folder and appears when it is complete.
 */
final class Creation {
    private final Tree tree;
    private final Host host;
    private final Nodes nodes;
    private final CopyUp copyUp;

    /** Makes something of a name in an open folder; gives the negated errno when it cannot. */
    interface Maker {
        int make(int folder, byte[] name, int mode);
    }

    Creation(Tree tree, Nodes nodes, CopyUp copyUp) {
        this.tree = tree;
        this.host = tree.host();
        this.nodes = nodes;
        this.copyUp = copyUp;
    }

    /** Makes a file in a directory for who asks, and answers with its entry. */
    int make(long parent, byte[] bytes, int mode, FuseReply reply, Maker maker) {
        DirectoryNode directory = tree.table().directory(parent);
        copyUp.directory(directory);
        Name name = Name.of(bytes);
        directory.lock().writeLock().lock();
        try (OpenFiles.Use folder = tree.folder(directory)) {
            checkFree(directory, name);
            FileStatus above = host.status(folder.number());
            boolean inherits = (above.mode() & Constants.S_ISGID) != 0;
            boolean isFolder = (mode & Constants.S_IFMT) == Constants.S_IFDIR;
            Order order = new Order(
                    mode | (inherits && isFolder ? Constants.S_ISGID : 0),
                    reply.user(),
                    inherits ? above.group() : reply.group());
            FileStatus status = make(directory, folder.number(), name, order, maker);
            UpperEntry entry = tree.names(directory).get(name).orElseThrow();
            directory.unsynchronized(true);
            nodes.made(directory, new Found.InUpper(entry), status, reply);
            return 0;
        } finally {
            directory.lock().writeLock().unlock();
        }
    }

    /** What is to be made: type and permissions, owner and group. */
    private record Order(int mode, int user, int group) {
        int type() {
            return mode & Constants.S_IFMT;
        }
    }

    private void checkFree(DirectoryNode directory, Name name) {
        Tree.checkThere(directory);
        if (tree.findAny(directory, name).isPresent()) {
            throw new FuseException(Constants.EEXIST);
        }
    }

    private FileStatus make(DirectoryNode directory, int folder, Name name, Order order, Maker maker) {
        UpperNames names = tree.names(directory);
        Optional<UpperEntry> old = names.get(name);
        boolean isFolder = order.type() == Constants.S_IFDIR;
        // A whiteout of this name hides something, or did; so may those of other spellings.
        boolean hides = isFolder && (old.isPresent() || hasOtherSpellings(directory, name));
        boolean isForeign = order.user() != host.user() || order.group() != host.group();
        if (old.isEmpty() && !hides && !isForeign) {
            check(maker.make(folder, name.bytes(), order.mode()));
        } else {
            byte[] made = host.freshName();
            check(maker.make(host.work(), made, order.mode()));
            try {
                prepare(made, order, hides);
            } catch (FuseException e) {
                host.discard(made);
                throw e;
            }
            appear(made, folder, name, old.isPresent(), isFolder);
        }
        FileStatus status = host.status(folder, name);
        names.put(name, status.inode(), status.type());
        return status;
    }

    private boolean hasOtherSpellings(DirectoryNode directory, Name name) {
        return tree.layers().ignoresCase()
                && !directory.lower().spellings(name.folded()).isEmpty();
    }

    private void prepare(byte[] made, Order order, boolean isOpaque) {
        int result = host.folders().setOwner(host.work(), made, order.user(), order.group());
        if (host.user() == 0) {
            check(result);
        }
        if (order.type() != Constants.S_IFLNK && (order.mode() & 07000) != 0) {
            check(host.folders().setMode(host.work(), made, order.mode() & 07777));
        }
        if (isOpaque) {
            host.makeOpaque(host.work(), made);
        }
    }

    private void appear(byte[] made, int folder, Name name, boolean replaces, boolean isFolder) {
        if (replaces && isFolder) {
            host.moveFromWork(made, folder, name.bytes(), Constants.RENAME_EXCHANGE);
            host.discard(made); // the whiteout
        } else {
            host.moveFromWork(made, folder, name.bytes(), replaces ? 0 : Constants.RENAME_NOREPLACE);
        }
    }

    /** Makes a regular file that has no name. */
    int makeNameless(long parent, int mode, FuseReply reply) {
        DirectoryNode directory = tree.table().directory(parent);
        copyUp.directory(directory);
        try (OpenFiles.Use folder = tree.folder(directory)) {
            FileStatus above = host.status(folder.number());
            int flags = Constants.O_TMPFILE | Constants.O_RDWR;
            int file = (int) check(host.folders().open(host.work(), new byte[] {'.'}, flags, mode & 07777));
            boolean inherits = (above.mode() & Constants.S_ISGID) != 0;
            host.contents().setOwner(file, reply.user(), inherits ? above.group() : reply.group());
            FileNode node = tree.table().referNameless(host.status(file).inode(), file);
            reply.entry(node.id(), nodes.status(node));
            reply.opened();
            return 0;
        }
    }

    /** Gives a file one more name. */
    int link(long node, long parent, byte[] bytes, FuseReply reply) {
        DirectoryNode directory = tree.table().directory(parent);
        if (tree.table().findDirectory(node).isPresent()) {
            return Constants.EPERM;
        }
        copyUp.directory(directory);
        FileNode file = tree.table().file(node).orElseGet(() -> copyUp.file(LowerFile.of(node)));
        Name name = Name.of(bytes);
        directory.lock().writeLock().lock();
        try (OpenFiles.Use folder = tree.folder(directory)) {
            checkFree(directory, name);
            UpperNames names = tree.names(directory);
            if (names.get(name).isPresent()) {
                byte[] made = host.freshName();
                link(file, host.work(), made);
                host.moveFromWork(made, folder.number(), bytes, 0);
            } else {
                link(file, folder.number(), bytes);
            }
            file.add(directory, name);
            names.put(name, file.inode(), file.type());
            directory.unsynchronized(true);
            nodes.entry(directory, tree.find(directory, name).orElseThrow(), false, reply);
            return 0;
        } finally {
            directory.lock().writeLock().unlock();
        }
    }

    private void link(FileNode file, int folder, byte[] name) {
        synchronized (file) {
            Optional<FileNode.Place> place = file.place();
            if (place.isPresent()) {
                try (OpenFiles.Use from = tree.folder(place.get().directory())) {
                    check(host.folders().link(from.number(), place.get().name().bytes(), folder, name));
                }
            } else {
                int kept = file.kept().orElseThrow(() -> new FuseException(Constants.ENOENT));
                check(host.folders().linkOpen(kept, folder, name));
            }
        }
    }
}
