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
import java.util.concurrent.locks.Lock;

/** Renames files, and directories that no layer has a part in. */
final class Renaming {
    private final Tree tree;
    private final Host host;
    private final Nodes nodes;
    private final CopyUp copyUp;
    private final Removal removal;
    private final Notifier notifier;

    Renaming(Tree tree, Nodes nodes, CopyUp copyUp, Removal removal, Notifier notifier) {
        this.tree = tree;
        this.host = tree.host();
        this.nodes = nodes;
        this.copyUp = copyUp;
        this.removal = removal;
        this.notifier = notifier;
    }

    /** A name in a directory, whose upper folder is open; what it leads to, if anything. */
    private record Side(DirectoryNode directory, int folder, Name name, Optional<Found> found) {
        Name stored() {
            return found.map(Found::name).orElse(name);
        }
    }

    /** Renames; see rename(2) and renameat2(2). */
    int rename(long from, byte[] name, long to, byte[] newName, int flags) {
        if ((flags & ~(Constants.RENAME_NOREPLACE | Constants.RENAME_EXCHANGE)) != 0) {
            return Constants.EINVAL;
        }
        DirectoryNode source = tree.table().directory(from);
        DirectoryNode target = tree.table().directory(to);
        copyUp.directory(source);
        copyUp.directory(target);
        boolean exchanges = (flags & Constants.RENAME_EXCHANGE) != 0;
        while (true) {
            copyUp(source, Name.of(name));
            if (exchanges) {
                copyUp(target, Name.of(newName));
            }
            Lock first = (source.id() < target.id() ? source : target).lock().writeLock();
            Lock second = (source.id() < target.id() ? target : source).lock().writeLock();
            first.lock();
            second.lock();
            try (OpenFiles.Use folder = tree.folder(source);
                    OpenFiles.Use newFolder = tree.folder(target)) {
                Side old = side(source, folder, Name.of(name));
                Side aim = side(target, newFolder, Name.of(newName));
                boolean isReady = isReady(old) && (!exchanges || isReady(aim));
                if (isReady) {
                    return exchanges ? exchange(old, aim) : rename(old, aim, flags);
                }
            } finally {
                second.unlock();
                first.unlock();
            }
        }
    }

    private Side side(DirectoryNode directory, OpenFiles.Use folder, Name name) {
        Tree.checkThere(directory);
        return new Side(directory, folder.number(), name, tree.findAny(directory, name));
    }

    private static boolean isReady(Side side) {
        return side.found().map(Found.InUpper.class::isInstance).orElse(true);
    }

    /** Copies the file of a name, and refuses a directory in which a layer has a part. */
    private void copyUp(DirectoryNode directory, Name name) {
        Optional<Found> found;
        directory.lock().readLock().lock();
        try {
            found = tree.findAny(directory, name);
            if (found.filter(tree::isDirectory).isPresent()) {
                checkMovable(tree.child(directory, found.get()));
                return;
            }
        } finally {
            directory.lock().readLock().unlock();
        }
        if (found.isPresent() && found.get() instanceof Found.InLower lower) {
            copyUp.file(lower.file());
        }
    }

    private static void checkMovable(DirectoryNode directory) {
        if (!directory.lower().isEmpty()) {
            throw new FuseException(Constants.EXDEV);
        }
    }

    private int rename(Side old, Side aim, int flags) {
        Found source = old.found().orElseThrow(() -> new FuseException(Constants.ENOENT));
        boolean isSame = old.directory() == aim.directory()
                && aim.found().isPresent()
                && aim.stored().equals(source.name());
        if (isSame && aim.name().equals(source.name())) {
            return 0;
        }
        if (aim.found().isPresent() && !isSame) {
            if ((flags & Constants.RENAME_NOREPLACE) != 0) {
                return Constants.EEXIST;
            }
            checkReplaceable(source, aim);
        }
        boolean isFolder = tree.isDirectory(source);
        Victim victim = isSame ? Victim.NONE : victim(aim);
        List<Name> below = tree.below(old.directory(), source.name());
        removal.hideOthers(old.directory(), old.folder(), source.name(), below);
        if (isFolder) {
            moveFolder(old, aim, victim, below.contains(source.name()));
        } else {
            moveFile(old, aim, victim, below.contains(source.name()));
        }
        forgetSpellings(old, aim, isFolder, isSame);
        return 0;
    }

    /** What gives way; at most one of them is there. */
    private record Victim(Optional<FileNode> file, Optional<DirectoryNode> directory) {
        private static final Victim NONE = new Victim(Optional.empty(), Optional.empty());
    }

    private void checkReplaceable(Found source, Side aim) {
        Found found = aim.found().orElseThrow();
        boolean isDirectory = tree.isDirectory(found);
        if (isDirectory != tree.isDirectory(source)) {
            throw new FuseException(isDirectory ? Constants.EISDIR : Constants.ENOTDIR);
        }
        if (isDirectory && !tree.isEmpty(tree.child(aim.directory(), found))) {
            throw new FuseException(Constants.ENOTEMPTY);
        }
    }

    private Victim victim(Side aim) {
        if (aim.found().isEmpty()) {
            return Victim.NONE;
        }
        Found found = aim.found().get();
        if (tree.isDirectory(found)) {
            return new Victim(Optional.empty(), Optional.of(tree.child(aim.directory(), found)));
        }
        return switch (found) {
            case Found.InUpper upper -> {
                Optional<FileNode> file = tree.table().byInode(upper.entry().inode());
                file.ifPresent(known -> removal.keepIfLast(known, aim.directory(), aim.folder(), upper.name()));
                yield new Victim(file, Optional.empty());
            }
            case Found.InLower lower -> {
                nodes.lostName(lower.file());
                yield Victim.NONE;
            }
        };
    }

    /** @param hides whether a whiteout takes the old place */
    private void move(Side old, UpperEntry entry, Side aim, boolean hides) {
        check(host.folders()
                .rename(
                        old.folder(),
                        entry.name().bytes(),
                        aim.folder(),
                        aim.name().bytes(),
                        hides ? Constants.RENAME_WHITEOUT : 0));
    }

    /** A file takes the place of whatever there is: nothing, a whiteout or a file, of one spelling or another. */
    private void moveFile(Side old, Side aim, Victim victim, boolean hides) {
        UpperEntry entry = ((Found.InUpper) old.found().orElseThrow()).entry();
        Optional<FileNode> moved = tree.table().byInode(entry.inode());
        hideSpellings(old, aim);
        Runnable move = () -> {
            move(old, entry, aim, hides);
            moved.ifPresent(file -> {
                file.add(aim.directory(), aim.name());
                file.remove(old.directory(), entry.name());
            });
        };
        if (moved.isPresent()) {
            synchronized (moved.get()) {
                move.run();
            }
        } else {
            move.run();
        }
        removeOtherSpelling(old, aim);
        victim.file().ifPresent(file -> file.remove(aim.directory(), aim.stored()));
        note(old, aim, entry, hides);
    }

    private void note(Side old, Side aim, UpperEntry entry, boolean hides) {
        UpperNames names = tree.names(old.directory());
        if (hides) {
            names.put(entry.name(), 0, UpperEntry.WHITEOUT);
        } else {
            names.remove(entry.name());
        }
        // A name that moved is a new one for those who list the directory.
        UpperNames newNames = tree.names(aim.directory());
        newNames.remove(aim.name());
        newNames.put(aim.name(), entry.inode(), entry.type());
        old.directory().unsynchronized(true);
        aim.directory().unsynchronized(true);
    }

    /**
     * Layers' spellings that the file of the aim's stored name has hidden stay hidden, and so does that name itself.
     */
    private void hideSpellings(Side old, Side aim) {
        boolean isOther = aim.found().isPresent() && !aim.stored().equals(aim.name());
        if (isOther && !isSource(old, aim)) {
            List<Name> below = tree.below(aim.directory(), aim.stored());
            removal.hideOthers(aim.directory(), aim.folder(), aim.stored(), below);
        }
    }

    private static boolean isSource(Side old, Side aim) {
        return old.directory() == aim.directory() && aim.stored().equals(old.stored());
    }

    /** What the aim's name led to by another spelling goes; with it there, both would be one for a moment. */
    private void removeOtherSpelling(Side old, Side aim) {
        if (aim.found().isEmpty() || aim.stored().equals(aim.name()) || isSource(old, aim)) {
            return;
        }
        Name stored = aim.stored();
        UpperNames names = tree.names(aim.directory());
        boolean hides = aim.directory().lower().find(stored).isPresent();
        switch (aim.found().get()) {
            case Found.InLower lower -> host.makeWhiteout(aim.folder(), stored.bytes());
            case Found.InUpper upper -> {
                if (hides) {
                    host.whiteoutOver(aim.folder(), stored.bytes());
                } else {
                    check(host.folders().remove(aim.folder(), stored.bytes()));
                }
            }
        }
        if (hides) {
            names.put(stored, 0, UpperEntry.WHITEOUT);
        } else {
            names.remove(stored);
        }
    }

    private void moveFolder(Side old, Side aim, Victim victim, boolean hides) {
        UpperEntry entry = ((Found.InUpper) old.found().orElseThrow()).entry();
        DirectoryNode moved = tree.child(old.directory(), old.found().get());
        checkMovable(moved);
        boolean isOther = victim.directory().isPresent() && !aim.stored().equals(aim.name());
        if (isOther) {
            removal.remove(aim.directory(), aim.folder(), victim.directory().get());
        }
        UpperNames newNames = tree.names(aim.directory());
        boolean wasThere = newNames.get(aim.name()).isPresent();
        boolean isBelow = !tree.below(aim.directory(), aim.name()).isEmpty();
        if (wasThere || isBelow || hasOtherSpellings(aim)) {
            host.makeOpaque(old.folder(), entry.name().bytes());
        }
        var last = victim.directory()
                .filter(directory -> !isOther)
                .map(directory -> nodes.status(directory).status());
        if (wasThere) {
            swapFolder(old, aim, entry, hides);
        } else {
            move(old, entry, aim, hides);
        }
        last.ifPresent(status -> {
            DirectoryNode gone = victim.directory().orElseThrow();
            gone.remove(status);
            aim.directory().children().remove(gone.name(), gone);
            tree.open().forget(gone);
        });
        old.directory().children().remove(entry.name(), moved);
        moved.move(aim.directory(), aim.name());
        aim.directory().children().put(aim.name(), moved);
        note(old, aim, entry, hides);
    }

    private boolean hasOtherSpellings(Side aim) {
        return tree.layers().ignoresCase()
                && !aim.directory().lower().spellings(aim.name().folded()).isEmpty();
    }

    /** The folder and what has its new name, a whiteout or an empty folder, change places; then that goes. */
    private void swapFolder(Side old, Side aim, UpperEntry entry, boolean hides) {
        Name name = entry.name();
        int flags = Constants.RENAME_EXCHANGE;
        check(host.folders()
                .rename(old.folder(), name.bytes(), aim.folder(), aim.name().bytes(), flags));
        boolean isWhiteout = host.status(old.folder(), name).isWhiteout();
        if (isWhiteout && !hides) {
            check(host.folders().remove(old.folder(), name.bytes()));
        } else if (!isWhiteout && hides) {
            removal.exchangeForWhiteout(old.folder(), name);
        } else if (!isWhiteout) {
            removal.moveAway(old.folder(), name);
        }
    }

    private int exchange(Side old, Side aim) {
        if (old.found().isEmpty() || aim.found().isEmpty()) {
            return Constants.ENOENT;
        }
        UpperEntry first = ((Found.InUpper) old.found().get()).entry();
        UpperEntry second = ((Found.InUpper) aim.found().get()).entry();
        hideBelow(old, first, aim);
        hideBelow(aim, second, old);
        Optional<DirectoryNode> firstFolder = folder(old);
        Optional<DirectoryNode> secondFolder = folder(aim);
        int flags = Constants.RENAME_EXCHANGE;
        check(host.folders()
                .rename(
                        old.folder(),
                        first.name().bytes(),
                        aim.folder(),
                        second.name().bytes(),
                        flags));
        move(first, old, aim.directory(), second.name(), firstFolder);
        move(second, aim, old.directory(), first.name(), secondFolder);
        tree.names(old.directory()).put(first.name(), second.inode(), second.type());
        tree.names(aim.directory()).put(second.name(), first.inode(), first.type());
        old.directory().unsynchronized(true);
        aim.directory().unsynchronized(true);
        return 0;
    }

    private Optional<DirectoryNode> folder(Side side) {
        return side.found().filter(tree::isDirectory).map(found -> tree.child(side.directory(), found));
    }

    private void hideBelow(Side from, UpperEntry entry, Side to) {
        if (entry.isFolder()) {
            checkMovable(tree.child(from.directory(), from.found().orElseThrow()));
            if (!tree.below(to.directory(), to.stored()).isEmpty()) {
                host.makeOpaque(from.folder(), entry.name().bytes());
            }
        }
    }

    private void move(UpperEntry entry, Side from, DirectoryNode to, Name name, Optional<DirectoryNode> folder) {
        folder.ifPresent(directory -> {
            from.directory().children().remove(entry.name(), directory);
            directory.move(to, name);
            to.children().put(name, directory);
        });
        tree.table().byInode(entry.inode()).ifPresent(file -> {
            file.add(to, name);
            file.remove(from.directory(), entry.name());
        });
    }

    /** The kernel moved the spelling that the caller used; the stored ones it does not know to be gone. */
    private void forgetSpellings(Side old, Side aim, boolean isFolder, boolean isSame) {
        if (isFolder) {
            return;
        }
        if (!old.stored().equals(old.name())) {
            notifier.forgetName(old.directory().id(), old.stored().bytes());
        }
        if (!isSame && !aim.stored().equals(aim.name())) {
            notifier.forgetName(aim.directory().id(), aim.stored().bytes());
        }
    }
}
