// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay;

import static io.apprunner.fuse.FuseException.check;

import io.apprunner.filesystems.overlay.host.Host;
import io.apprunner.filesystems.overlay.host.OpenFiles;
import io.apprunner.filesystems.overlay.layer.LowerFile;
import io.apprunner.filesystems.overlay.node.DirectoryNode;
import io.apprunner.filesystems.overlay.node.Nodes;
import io.apprunner.filesystems.overlay.node.Tree;
import io.apprunner.fuse.FuseException;
import io.apprunner.fuse.FuseReply;
import io.apprunner.posix.Constants;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Extended attributes of users. Marks of union file systems are not shown and cannot be made; layers have no
 * attributes.
 */
final class ExtendedAttributes {
    private static final String USER = "user.";
    private static final String CAPABILITY = "security.capability";
    private static final List<String> MARKS = List.of("user.overlay.", "user.fuseoverlayfs.");

    private final Tree tree;
    private final Host host;
    private final Nodes nodes;
    private final CopyUp copyUp;

    ExtendedAttributes(Tree tree, Nodes nodes, CopyUp copyUp) {
        this.tree = tree;
        this.host = tree.host();
        this.nodes = nodes;
        this.copyUp = copyUp;
    }

    private static boolean isShown(String name) {
        return (name.startsWith(USER) || name.equals(CAPABILITY))
                && MARKS.stream().noneMatch(name::startsWith);
    }

    /** The open file of a node that has attributes; nothing when only a layer has it. */
    private Optional<OpenFiles.Use> find(long node) {
        Optional<DirectoryNode> directory = tree.table().findDirectory(node);
        if (directory.isPresent()) {
            return directory
                    .filter(found -> found.isUpper() && found.removed().isEmpty())
                    .map(tree::folder);
        }
        return tree.table()
                .file(node)
                .filter(file -> file.type() == Constants.S_IFREG)
                .map(nodes::content);
    }

    /** As {@link #find}, but copied before. */
    private OpenFiles.Use writable(long node) {
        Optional<DirectoryNode> directory = tree.table().findDirectory(node);
        if (directory.isPresent()) {
            Tree.checkThere(directory.get());
            copyUp.directory(directory.get());
        } else if (tree.table().file(node).isEmpty()) {
            copyUp.file(LowerFile.of(node));
        }
        return find(node).orElseThrow(() -> new FuseException(Constants.EPERM));
    }

    int get(long node, byte[] name, FuseReply reply) {
        String text = text(name);
        if (!isShown(text)) {
            return text.startsWith("system.") ? Constants.EOPNOTSUPP : Constants.ENODATA;
        }
        Optional<OpenFiles.Use> found = find(node);
        if (found.isEmpty()) {
            return Constants.ENODATA;
        }
        try (OpenFiles.Use file = found.get()) {
            Optional<byte[]> value = host.contents().attribute(file.number(), name);
            return value.isPresent() ? reply.attribute(value.get()) : Constants.ENODATA;
        }
    }

    int set(long node, byte[] name, byte[] value, int flags) {
        String text = text(name);
        if (!isShown(text)) {
            return text.startsWith("system.") ? Constants.EOPNOTSUPP : Constants.EPERM;
        }
        try (OpenFiles.Use file = writable(node)) {
            check(host.contents().setAttribute(file.number(), name, value, flags));
            return 0;
        }
    }

    int remove(long node, byte[] name) {
        Optional<OpenFiles.Use> found = isShown(text(name)) ? find(node) : Optional.empty();
        if (found.isEmpty()) {
            return Constants.ENODATA; // layers have none, so nothing is copied
        }
        try (OpenFiles.Use file = found.get()) {
            check(host.contents().removeAttribute(file.number(), name));
            return 0;
        }
    }

    int list(long node, FuseReply reply) {
        Optional<OpenFiles.Use> found = find(node);
        if (found.isEmpty()) {
            return reply.attribute(new byte[0]);
        }
        try (OpenFiles.Use file = found.get()) {
            byte[] all = host.contents().attributeNames(file.number()).orElse(new byte[0]);
            ByteArrayOutputStream shown = new ByteArrayOutputStream();
            int from = 0;
            for (int at = 0; at < all.length; at++) {
                if (all[at] == 0) {
                    if (isShown(new String(all, from, at - from, StandardCharsets.ISO_8859_1))) {
                        shown.write(all, from, at + 1 - from);
                    }
                    from = at + 1;
                }
            }
            return reply.attribute(shown.toByteArray());
        }
    }

    private static String text(byte[] name) {
        return new String(name, StandardCharsets.ISO_8859_1);
    }
}
