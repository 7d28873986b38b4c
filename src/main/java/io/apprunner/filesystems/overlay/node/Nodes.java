// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay.node;

import io.apprunner.filesystems.overlay.host.OpenFiles;
import io.apprunner.filesystems.overlay.layer.LowerFile;
import io.apprunner.fuse.FuseException;
import io.apprunner.fuse.FuseReply;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.folder.FileStatus;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Attributes and open files of nodes, wherever the files are. */
public final class Nodes {
    private final Tree tree;
    /** How many names of layers' files are gone. */
    private final Map<Long, Integer> lostNames = new ConcurrentHashMap<>();

    /** @param tree the tree whose nodes they are */
    public Nodes(Tree tree) {
        this.tree = tree;
    }

    /** The attributes of a directory. */
    public Status status(DirectoryNode directory) {
        Optional<FileStatus> last = directory.removed();
        return Status.ofDirectory(last.orElseGet(() -> current(directory)), directory);
    }

    private FileStatus current(DirectoryNode directory) {
        if (!directory.isUpper()) {
            LowerFile first = directory.lower().parts().getFirst();
            return tree.layers().get(first.layer()).status(first.file());
        }
        Optional<DirectoryNode> parent = directory.parent();
        try (OpenFiles.Use folder = tree.folder(parent.orElse(directory))) {
            return parent.isPresent()
                    ? tree.host().status(folder.number(), directory.name())
                    : tree.host().status(folder.number());
        }
    }

    /** The attributes of a file of the upper branch. */
    public Status status(FileNode file) {
        synchronized (file) {
            FileStatus status = hostStatus(file);
            if (file.modified().isEmpty()) {
                file.modified(status.modified());
            }
            return Status.of(status.withModified(file.modified().orElseThrow()), file.number());
        }
    }

    /** Tells the host the time of the last change that the kernel knows, where writes have moved it. */
    public void settleTime(FileNode file) {
        file.owedTime().ifPresent(time -> tree.table().settle(file, time));
    }

    private FileStatus hostStatus(FileNode file) {
        Optional<FileNode.Place> place = file.place();
        if (place.isEmpty()) {
            try (OpenFiles.Use content = content(file)) {
                return tree.host().status(content.number());
            }
        }
        try (OpenFiles.Use folder = tree.folder(place.get().directory())) {
            return tree.host().status(folder.number(), place.get().name());
        }
    }

    /** The attributes of a file that only a layer has. */
    public Status status(LowerFile file) {
        FileStatus status = tree.layers().get(file.layer()).status(file.file());
        int lost = status.links() > 1 || !lostNames.isEmpty() ? lostNames.getOrDefault(file.node(), 0) : 0;
        return new Status(status, tree.layers().number(file), Math.max(0, status.links() - lost));
    }

    /** Notes that a file which only a layer has lost a name. */
    public void lostName(LowerFile file) {
        lostNames.merge(file.node(), 1, Integer::sum);
    }

    /** A file of the upper branch, open for reading and writing. */
    public OpenFiles.Use content(FileNode file) {
        return tree.open().use(file, () -> open(file));
    }

    private int open(FileNode file) {
        synchronized (file) {
            Optional<FileNode.Place> place = file.place();
            if (place.isEmpty()) {
                // Another descriptor of the one that is kept, so that all are closed in the same way.
                int kept = file.kept().orElseThrow(() -> new FuseException(Constants.EIO));
                return Descriptor.of(tree.host().contents().calls(), kept)
                        .duplicate(3)
                        .number();
            }
            try (OpenFiles.Use folder = tree.folder(place.get().directory())) {
                return tree.host().openContent(folder.number(), place.get().name());
            }
        }
    }

    /** Answers with an entry for what was found, which gives the kernel a reference. */
    public void entry(DirectoryNode directory, Found found, boolean passing, FuseReply reply) {
        if (tree.isDirectory(found)) {
            DirectoryNode child = tree.child(directory, found);
            Status status = status(child);
            tree.table().refer(child);
            answer(child.id(), status, passing, reply);
            return;
        }
        switch (found) {
            case Found.InLower lower -> answer(lower.file().node(), status(lower.file()), passing, reply);
            case Found.InUpper upper -> {
                FileNode file = refer(directory, upper);
                answer(file.id(), status(file), passing, reply);
            }
        }
    }

    /** As {@link #entry}, for what was just made and is like this. */
    public void made(DirectoryNode directory, Found.InUpper found, FileStatus status, FuseReply reply) {
        if (found.entry().isFolder()) {
            DirectoryNode child = tree.child(directory, found);
            tree.table().refer(child);
            reply.entry(child.id(), Status.ofDirectory(status, child));
        } else {
            FileNode file = refer(directory, found);
            file.modified(status.modified());
            reply.entry(file.id(), Status.of(status, file.number()));
        }
    }

    /** The node of a file of the upper branch, with one more reference. */
    public FileNode refer(DirectoryNode directory, Found.InUpper upper) {
        FileNode file = tree.table().refer(upper.entry().inode(), upper.entry().type());
        file.add(directory, upper.name());
        return file;
    }

    private static void answer(long node, Status status, boolean passing, FuseReply reply) {
        if (passing) {
            reply.passingEntry(node, status);
        } else {
            reply.entry(node, status);
        }
    }
}
