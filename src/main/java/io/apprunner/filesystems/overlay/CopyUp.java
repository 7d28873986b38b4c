// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay;

import static io.apprunner.fuse.FuseException.check;

import io.apprunner.filesystems.overlay.host.Host;
import io.apprunner.filesystems.overlay.host.OpenFiles;
import io.apprunner.filesystems.overlay.host.UpperNames;
import io.apprunner.filesystems.overlay.layer.Layer;
import io.apprunner.filesystems.overlay.layer.LayerPlace;
import io.apprunner.filesystems.overlay.layer.LowerFile;
import io.apprunner.filesystems.overlay.layer.Name;
import io.apprunner.filesystems.overlay.node.DirectoryNode;
import io.apprunner.filesystems.overlay.node.FileNode;
import io.apprunner.filesystems.overlay.node.Found;
import io.apprunner.filesystems.overlay.node.Tree;
import io.apprunner.fuse.FuseException;
import io.apprunner.posix.Constants;
import io.apprunner.posix.folder.FileStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Copies files and directories of layers to the upper branch before they are changed. A copy is made in the work folder
 * and appears whole, by all names that the file shows. Preconditions of all methods: the caller holds no directory's
 * lock.
 */
final class CopyUp {
    private static final int STRIPES = 64;
    private static final int NOREPLACE = Constants.RENAME_NOREPLACE;
    private static final FileStatus.Time OMIT = new FileStatus.Time(0, Constants.UTIME_OMIT);

    private final Tree tree;
    private final Host host;
    private final ContentCopy content;
    private final Object[] locks = new Object[STRIPES];

    CopyUp(Tree tree) {
        this.tree = tree;
        this.host = tree.host();
        this.content = new ContentCopy(host.contents());
        for (int i = 0; i < STRIPES; i++) {
            locks[i] = new Object();
        }
    }

    /** Sees to it that a directory has a folder in the upper branch, and so all above it. */
    void directory(DirectoryNode directory) {
        if (directory.isUpper()) {
            return;
        }
        DirectoryNode parent = directory.parent().orElseThrow();
        directory(parent);
        parent.lock().writeLock().lock();
        try {
            Tree.checkThere(directory);
            if (!directory.isUpper()) {
                copy(directory, parent);
            }
        } finally {
            parent.lock().writeLock().unlock();
        }
    }

    private void copy(DirectoryNode directory, DirectoryNode parent) {
        LowerFile source = directory.lower().parts().getFirst();
        FileStatus status = tree.layers().get(source.layer()).status(source.file());
        byte[] made = host.freshName();
        check(host.folders().makeFolder(host.work(), made, 0700));
        try (OpenFiles.Use folder = tree.folder(parent)) {
            giveAttributes(made, status);
            FileStatus before = host.status(folder.number());
            Name name = directory.name();
            host.moveFromWork(made, folder.number(), name.bytes(), Constants.RENAME_NOREPLACE);
            host.contents().setTimes(folder.number(), OMIT, before.modified());
            UpperNames names = tree.names(parent);
            names.put(name, host.status(folder.number(), name).inode(), Constants.S_IFDIR);
            directory.becomeUpper(UpperNames.none(tree.layers().ignoresCase()));
            parent.unsynchronized(true);
        }
    }

    /** The copy of a layer's file, which is made when there is none. */
    FileNode file(LowerFile source) {
        return file(source, Long.MAX_VALUE);
    }

    /** As above; bytes from {@code size} on need not be copied. */
    FileNode file(LowerFile source, long size) {
        long node = source.node();
        synchronized (locks[(int) Math.floorMod(node ^ node >>> 40, (long) STRIPES)]) {
            Optional<FileNode> known = tree.table().file(node);
            return known.orElseGet(() -> copy(source, size));
        }
    }

    private FileNode copy(LowerFile source, long size) {
        List<FileNode.Place> places = places(source);
        byte[] made = host.freshName();
        try {
            make(source, made, size);
            FileStatus status = host.status(host.work(), Name.of(made));
            FileNode node = new FileNode(source.node(), tree.layers().number(source), status.inode(), status.type());
            node.modified(status.modified());
            for (FileNode.Place place : places) {
                publish(source, node, made, place, places.size() == 1);
            }
            if (node.place().isEmpty()) {
                keep(node, made);
            }
            if (places.size() != 1 || node.place().isEmpty()) {
                host.folders().remove(host.work(), made);
            }
            return node;
        } catch (FuseException e) {
            host.folders().remove(host.work(), made);
            throw e;
        }
    }

    /** All names that show the file, each in a directory that has an upper folder then. */
    private List<FileNode.Place> places(LowerFile source) {
        List<FileNode.Place> places = new ArrayList<>();
        for (LayerPlace place : tree.layers().places(source)) {
            Optional<DirectoryNode> directory = tree.showing(new LowerFile(source.layer(), place.directory()));
            if (directory.isPresent() && isShown(directory.get(), place.name(), source)) {
                directory(directory.get());
                places.add(new FileNode.Place(directory.get(), place.name()));
            }
        }
        return places;
    }

    private boolean isShown(DirectoryNode directory, Name name, LowerFile source) {
        directory.lock().readLock().lock();
        try {
            return isFound(directory, name, source);
        } finally {
            directory.lock().readLock().unlock();
        }
    }

    private boolean isFound(DirectoryNode directory, Name name, LowerFile source) {
        return tree.find(directory, name)
                .map(found ->
                        found instanceof Found.InLower lower && lower.file().equals(source))
                .orElse(false);
    }

    private void publish(LowerFile source, FileNode node, byte[] made, FileNode.Place place, boolean isOnly) {
        DirectoryNode directory = place.directory();
        directory.lock().writeLock().lock();
        try (OpenFiles.Use folder = tree.folder(directory)) {
            if (directory.removed().isPresent() || !isFound(directory, place.name(), source)) {
                return;
            }
            FileStatus before = host.status(folder.number());
            byte[] name = place.name().bytes();
            check(
                    isOnly
                            ? host.folders().rename(host.work(), made, folder.number(), name, NOREPLACE)
                            : host.folders().link(host.work(), made, folder.number(), name));
            host.contents().setTimes(folder.number(), OMIT, before.modified());
            node.add(directory, place.name());
            tree.table().copied(node);
            tree.names(directory).put(place.name(), node.inode(), node.type());
            directory.unsynchronized(true);
        } finally {
            directory.lock().writeLock().unlock();
        }
    }

    /** A file that nobody can name lives on by a descriptor. */
    private void keep(FileNode node, byte[] made) {
        node.keep((int) check(host.folders().open(host.work(), made, Constants.O_RDWR, 0)));
        tree.table().copied(node);
    }

    private void make(LowerFile source, byte[] made, long size) {
        Layer layer = tree.layers().get(source.layer());
        FileStatus status = layer.status(source.file());
        switch (status.type()) {
            case Constants.S_IFREG -> makeRegular(layer, source.file(), made, Math.min(size, status.size()));
            case Constants.S_IFLNK ->
                check(host.folders().makeLink(layer.linkTarget(source.file()), host.work(), made));
            case Constants.S_IFDIR -> throw new FuseException(Constants.EISDIR);
            default -> check(host.folders().makeNode(host.work(), made, status.mode(), status.device()));
        }
        giveAttributes(made, status);
    }

    private void makeRegular(Layer layer, int file, byte[] made, long size) {
        int flags = Constants.O_RDWR | Constants.O_CREAT | Constants.O_EXCL;
        int copy = (int) check(host.folders().open(host.work(), made, flags, 0600));
        try {
            content.copy(layer, file, size, copy);
        } finally {
            host.contents().close(copy);
        }
    }

    /** Owner, then permissions, which a change of the owner may take away, then times, which all others change. */
    private void giveAttributes(byte[] made, FileStatus status) {
        boolean isOurs = status.user() == host.user() && status.group() == host.group();
        int result = isOurs ? 0 : host.folders().setOwner(host.work(), made, status.user(), status.group());
        if (host.user() == 0) {
            check(result);
        }
        if (status.type() != Constants.S_IFLNK) {
            check(host.folders().setMode(host.work(), made, status.mode() & 07777));
        }
        check(host.folders().setTimes(host.work(), made, status.accessed(), status.modified()));
    }
}
