// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay;

import static io.apprunner.fuse.FuseException.check;

import io.apprunner.filesystems.overlay.host.OpenFiles;
import io.apprunner.filesystems.overlay.node.DirectoryNode;
import io.apprunner.filesystems.overlay.node.FileNode;
import io.apprunner.filesystems.overlay.node.Nodes;
import io.apprunner.filesystems.overlay.node.Tree;
import io.apprunner.posix.Constants;
import java.util.Optional;

/** Has changes outlive a power cut: the file's own, and the names that lead to it, the top directory's last. */
record Synchronization(Tree tree, Nodes nodes) {
    int synchronize(long node, boolean dataOnly) {
        Optional<DirectoryNode> directory = tree.table().findDirectory(node);
        if (directory.isPresent()) {
            synchronize(directory.get());
            return 0;
        }
        Optional<FileNode> file = tree.table().file(node);
        if (file.isPresent() && file.get().type() == Constants.S_IFREG) {
            try (OpenFiles.Use content = nodes.content(file.get())) {
                nodes.settleTime(file.get());
                check(tree.host().contents().synchronize(content.number(), dataOnly));
            }
            file.get().place().ifPresent(place -> synchronize(place.directory()));
        }
        return 0;
    }

    private void synchronize(DirectoryNode directory) {
        Optional<DirectoryNode> next = Optional.of(directory);
        while (next.isPresent()) {
            DirectoryNode current = next.get();
            if (current.isUnsynchronized() && current.removed().isEmpty()) {
                current.unsynchronized(false);
                try (OpenFiles.Use folder = tree.folder(current)) {
                    check(tree.host().contents().synchronize(folder.number(), false));
                }
            }
            next = current.parent();
        }
    }
}
