// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay;

import static io.apprunner.fuse.FuseException.check;

import io.apprunner.filesystems.overlay.host.Host;
import io.apprunner.filesystems.overlay.host.OpenFiles;
import io.apprunner.filesystems.overlay.layer.LowerFile;
import io.apprunner.filesystems.overlay.layer.Name;
import io.apprunner.filesystems.overlay.node.DirectoryNode;
import io.apprunner.filesystems.overlay.node.FileNode;
import io.apprunner.filesystems.overlay.node.Nodes;
import io.apprunner.filesystems.overlay.node.Status;
import io.apprunner.filesystems.overlay.node.Tree;
import io.apprunner.fuse.AttributeChange;
import io.apprunner.fuse.FuseException;
import io.apprunner.fuse.FuseReply;
import io.apprunner.posix.Constants;
import io.apprunner.posix.folder.FileStatus;
import java.util.Optional;

/** Changes sizes, owners, permissions and times. */
final class AttributeChanges {
    private static final int OWNERS = AttributeChange.USER | AttributeChange.GROUP;
    private static final int TIMES = AttributeChange.ACCESSED
            | AttributeChange.MODIFIED
            | AttributeChange.ACCESSED_NOW
            | AttributeChange.MODIFIED_NOW;
    private static final int REAL =
            OWNERS | TIMES | AttributeChange.MODE | AttributeChange.SIZE | AttributeChange.CLEAR_PRIVILEGES;

    private final Tree tree;
    private final Host host;
    private final Nodes nodes;
    private final CopyUp copyUp;

    AttributeChanges(Tree tree, Nodes nodes, CopyUp copyUp) {
        this.tree = tree;
        this.host = tree.host();
        this.nodes = nodes;
        this.copyUp = copyUp;
    }

    /** Changes a node and answers with its attributes. */
    int change(long node, AttributeChange change, FuseReply reply) {
        Optional<DirectoryNode> directory = tree.table().findDirectory(node);
        if (directory.isPresent()) {
            if (change.has(REAL)) {
                change(directory.get(), change);
            }
            reply.attributes(node, nodes.status(directory.get()));
            return 0;
        }
        Optional<FileNode> known = tree.table().file(node);
        if (known.isEmpty() && !change.has(REAL)) {
            Status status = nodes.status(LowerFile.of(node));
            if (!change.clearsPrivilegesOnly() || !Privileges.has(status.status())) {
                reply.attributes(node, status);
                return 0;
            }
        }
        FileNode file = known.orElseGet(() -> copyUp.file(LowerFile.of(node), limit(change)));
        change(file, change);
        reply.attributes(node, nodes.status(file));
        return 0;
    }

    private static long limit(AttributeChange change) {
        return change.has(AttributeChange.SIZE) ? change.size() : Long.MAX_VALUE;
    }

    private void change(DirectoryNode directory, AttributeChange change) {
        Tree.checkThere(directory);
        copyUp.directory(directory);
        try (OpenFiles.Use folder = tree.folder(directory)) {
            changeOpen(folder.number(), change);
        }
    }

    private void change(FileNode file, AttributeChange change) {
        if (change.has(AttributeChange.SIZE)) {
            truncate(file, change.size());
        }
        synchronized (file) {
            Optional<FileNode.Place> place = file.place();
            if (place.isEmpty()) {
                try (OpenFiles.Use content = nodes.content(file)) {
                    changeOpen(content.number(), change);
                }
            } else {
                try (OpenFiles.Use folder = tree.folder(place.get().directory())) {
                    changeNamed(folder.number(), place.get().name(), file.type(), change);
                }
            }
            noteTimes(file, change);
        }
    }

    private void truncate(FileNode file, long size) {
        if (file.type() != Constants.S_IFREG) {
            throw new FuseException(Constants.EINVAL);
        }
        try (OpenFiles.Use content = nodes.content(file)) {
            check(host.contents().truncate(content.number(), size));
        }
    }

    private static void noteTimes(FileNode file, AttributeChange change) {
        if (change.has(AttributeChange.MODIFIED) && !change.has(AttributeChange.MODIFIED_NOW)) {
            file.modified(new FileStatus.Time(change.modifiedSeconds(), change.modifiedNanos()));
        } else if (change.has(AttributeChange.MODIFIED_NOW | AttributeChange.SIZE)) {
            file.modified(null);
        }
    }

    private void changeOpen(int file, AttributeChange change) {
        if (change.has(OWNERS)) {
            check(host.contents().setOwner(file, user(change), group(change)));
        }
        if (change.has(AttributeChange.MODE)) {
            check(host.contents().setMode(file, change.mode() & 07777));
        } else if (clears(change)) {
            Privileges.clear(host, file);
        }
        if (change.has(TIMES)) {
            check(host.contents().setTimes(file, accessed(change), modified(change)));
        }
    }

    private void changeNamed(int folder, Name name, int type, AttributeChange change) {
        if (change.has(OWNERS)) {
            check(host.folders().setOwner(folder, name.bytes(), user(change), group(change)));
        }
        if (type == Constants.S_IFLNK && change.has(AttributeChange.MODE)) {
            throw new FuseException(Constants.EOPNOTSUPP);
        }
        if (change.has(AttributeChange.MODE)) {
            check(host.folders().setMode(folder, name.bytes(), change.mode() & 07777));
        } else if (clears(change) && type == Constants.S_IFREG) {
            FileStatus status = host.status(folder, name);
            int mode = Privileges.cleared(status.mode());
            check(mode == status.mode() ? 0 : host.folders().setMode(folder, name.bytes(), mode & 07777));
        }
        if (change.has(TIMES)) {
            check(host.folders().setTimes(folder, name.bytes(), accessed(change), modified(change)));
        }
    }

    private static boolean clears(AttributeChange change) {
        return change.has(AttributeChange.CLEAR_PRIVILEGES) || change.clearsPrivilegesOnly();
    }

    private static int user(AttributeChange change) {
        return change.has(AttributeChange.USER) ? change.user() : -1;
    }

    private static int group(AttributeChange change) {
        return change.has(AttributeChange.GROUP) ? change.group() : -1;
    }

    private static FileStatus.Time accessed(AttributeChange change) {
        if (change.has(AttributeChange.ACCESSED_NOW)) {
            return new FileStatus.Time(0, Constants.UTIME_NOW);
        }
        return change.has(AttributeChange.ACCESSED)
                ? new FileStatus.Time(change.accessedSeconds(), change.accessedNanos())
                : new FileStatus.Time(0, Constants.UTIME_OMIT);
    }

    private static FileStatus.Time modified(AttributeChange change) {
        if (change.has(AttributeChange.MODIFIED_NOW)) {
            return new FileStatus.Time(0, Constants.UTIME_NOW);
        }
        return change.has(AttributeChange.MODIFIED)
                ? new FileStatus.Time(change.modifiedSeconds(), change.modifiedNanos())
                : new FileStatus.Time(0, Constants.UTIME_OMIT);
    }
}
