// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay;

import static io.apprunner.fuse.FuseException.check;

import io.apprunner.filesystems.overlay.host.Host;
import io.apprunner.filesystems.overlay.host.OpenFiles;
import io.apprunner.filesystems.overlay.host.UpperEntry;
import io.apprunner.filesystems.overlay.host.UpperNames;
import io.apprunner.filesystems.overlay.layer.Name;
import io.apprunner.filesystems.overlay.node.DirectoryNode;
import io.apprunner.filesystems.overlay.node.FileNode;
import io.apprunner.filesystems.overlay.node.Found;
import io.apprunner.filesystems.overlay.node.Nodes;
import io.apprunner.filesystems.overlay.node.Tree;
import io.apprunner.fuse.FuseException;
import io.apprunner.fuse.Notifier;
import io.apprunner.posix.Constants;
import java.util.List;
import java.util.Optional;

/** Removes names; what layers have by them is hidden by whiteouts, which are there before or with the removal. */
final class Removal {
    private final Tree tree;
    private final Host host;
    private final Nodes nodes;
    private final CopyUp copyUp;
    private final Notifier notifier;

    Removal(Tree tree, Nodes nodes, CopyUp copyUp, Notifier notifier) {
        this.tree = tree;
        this.host = tree.host();
        this.nodes = nodes;
        this.copyUp = copyUp;
        this.notifier = notifier;
    }

    /** Removes a name of what is no directory. */
    int unlink(long parent, byte[] bytes) {
        DirectoryNode directory = tree.table().directory(parent);
        copyUp.directory(directory);
        Name name = Name.of(bytes);
        directory.lock().writeLock().lock();
        try (OpenFiles.Use folder = tree.folder(directory)) {
            Found found = find(directory, name);
            if (tree.isDirectory(found)) {
                return Constants.EISDIR;
            }
            List<Name> below = tree.below(directory, found.name());
            hideOthers(directory, folder.number(), found.name(), below);
            switch (found) {
                case Found.InLower lower -> {
                    hide(directory, folder.number(), lower.name());
                    nodes.lostName(lower.file());
                }
                case Found.InUpper upper -> removeFile(directory, folder.number(), upper, below);
            }
            directory.unsynchronized(true);
            if (!found.name().equals(name)) {
                notifier.forgetName(directory.id(), found.name().bytes());
            }
            return 0;
        } finally {
            directory.lock().writeLock().unlock();
        }
    }

    private Found find(DirectoryNode directory, Name name) {
        Tree.checkThere(directory);
        return tree.findAny(directory, name).orElseThrow(() -> new FuseException(Constants.ENOENT));
    }

    /** Makes the whiteout of a name that the upper folder has not. */
    private void hide(DirectoryNode directory, int folder, Name name) {
        host.makeWhiteout(folder, name.bytes());
        tree.names(directory).put(name, 0, UpperEntry.WHITEOUT);
    }

    /** Hides the other spellings that would show once this name is gone. */
    void hideOthers(DirectoryNode directory, int folder, Name name, List<Name> below) {
        below.stream().filter(other -> !other.equals(name)).forEach(other -> hide(directory, folder, other));
    }

    private void removeFile(DirectoryNode directory, int folder, Found.InUpper upper, List<Name> below) {
        Name name = upper.name();
        Optional<FileNode> known = tree.table().byInode(upper.entry().inode());
        known.ifPresent(file -> keepIfLast(file, directory, folder, name));
        boolean hides = below.contains(name);
        if (hides) {
            host.whiteoutOver(folder, name.bytes());
            tree.names(directory).put(name, 0, UpperEntry.WHITEOUT);
        } else {
            check(host.folders().remove(folder, name.bytes()));
            tree.names(directory).remove(name);
        }
        known.ifPresent(file -> file.remove(directory, name));
    }

    /** A file that loses the last name that is known here stays open for those who use it. */
    void keepIfLast(FileNode file, DirectoryNode directory, int folder, Name name) {
        synchronized (file) {
            if (file.isOnly(directory, name) && file.kept().isEmpty()) {
                file.add(directory, name);
                boolean isRegular = file.type() == Constants.S_IFREG;
                file.keep(
                        isRegular
                                ? host.openContent(folder, name)
                                : (int) check(host.folders().open(folder, name.bytes(), Constants.O_PATH, 0)));
            }
        }
    }

    /** Removes an empty directory. */
    int removeDirectory(long parent, byte[] bytes) {
        DirectoryNode directory = tree.table().directory(parent);
        copyUp.directory(directory);
        directory.lock().writeLock().lock();
        try (OpenFiles.Use folder = tree.folder(directory)) {
            Found found = find(directory, Name.of(bytes));
            if (!tree.isDirectory(found)) {
                return Constants.ENOTDIR;
            }
            DirectoryNode child = tree.child(directory, found);
            child.lock().writeLock().lock();
            try {
                if (!tree.isEmpty(child)) {
                    return Constants.ENOTEMPTY;
                }
                remove(directory, folder.number(), child);
            } finally {
                child.lock().writeLock().unlock();
            }
            directory.unsynchronized(true);
            return 0;
        } finally {
            directory.lock().writeLock().unlock();
        }
    }

    /** Removes a directory that shows no name. */
    void remove(DirectoryNode directory, int folder, DirectoryNode child) {
        Name name = child.name();
        List<Name> below = tree.below(directory, name);
        hideOthers(directory, folder, name, below);
        var last = nodes.status(child).status();
        UpperNames names = tree.names(directory);
        if (below.contains(name)) {
            if (child.isUpper()) {
                exchangeForWhiteout(folder, name);
                names.put(name, 0, UpperEntry.WHITEOUT);
            } else {
                hide(directory, folder, name);
            }
        } else {
            if (tree.names(child).isEmpty()) {
                check(host.folders().removeFolder(folder, name.bytes()));
            } else {
                moveAway(folder, name);
            }
            names.remove(name);
        }
        child.remove(last);
        directory.children().remove(name, child);
        tree.open().forget(child);
    }

    /** Has a whiteout take the place of an upper folder, at once. */
    void exchangeForWhiteout(int folder, Name name) {
        byte[] made = host.freshName();
        host.makeWhiteout(host.work(), made);
        host.moveFromWork(made, folder, name.bytes(), Constants.RENAME_EXCHANGE);
        host.discard(made);
    }

    /** Removes an upper folder that has nothing but whiteouts in it. */
    void moveAway(int folder, Name name) {
        byte[] made = host.freshName();
        check(host.folders().rename(folder, name.bytes(), host.work(), made, 0));
        host.discard(made);
    }
}
