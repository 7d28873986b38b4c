// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.scan;

import io.apprunner.dwarfs.format.FileType;
import io.apprunner.text.RawText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Finds a path inside the scanned tree, following symbolic links as if the tree were mounted as the root. */
public final class StartFiles {
    /** As the kernel: so many links in one path, then it is taken for a loop. */
    private static final int MAX_LINKS = 40;

    private final SourceNode root;
    private final Deque<SourceNode> place = new ArrayDeque<>();
    private final Deque<String> names = new ArrayDeque<>();
    private int links;

    private StartFiles(SourceNode root) {
        this.root = root;
        place.push(root);
    }

    /**
     * The regular file to which a path leads.
     *
     * @param path relative to the root of the tree; a leading slash makes no difference
     * @return empty when there is no such file
     */
    public static Optional<SourceInode> find(SourceTree tree, String path) {
        StartFiles search = new StartFiles(tree.root());
        search.push(path);
        return search.walk();
    }

    private Optional<SourceInode> walk() {
        while (!names.isEmpty()) {
            if (!step(names.pop())) {
                return Optional.empty();
            }
        }
        return Optional.of(place.element().inode()).filter(inode -> inode.type() == FileType.REGULAR);
    }

    /** Goes one name further; false when that is not possible. */
    private boolean step(String name) {
        if (name.isEmpty() || name.equals(".")) {
            return true;
        }
        if (name.equals("..")) {
            if (place.size() > 1) {
                place.pop();
            }
            return true;
        }
        Optional<SourceNode> child = place.element().child(RawText.encode(name));
        if (child.isEmpty()) {
            return false;
        }
        if (child.get().inode().type() != FileType.LINK) {
            place.push(child.get());
            return true;
        }
        String target = RawText.decode(child.get().inode().target());
        if (target.startsWith("/")) {
            place.clear();
            place.push(root);
        }
        push(target);
        return ++links <= MAX_LINKS;
    }

    private void push(String path) {
        List.of(path.split("/")).reversed().forEach(names::push);
    }
}
