// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.tree;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A guest's tree as its overlay will show it. Links are followed inside the tree and never lead out of it.
 *
 * @param branches the roots of what the overlay is made of, the upper dir first
 */
public record GuestTree(List<Node> branches) {
    /** As many as the kernel follows. */
    private static final int LINKS = 40;

    /** Makes the list unmodifiable. */
    public GuestTree {
        branches = List.copyOf(branches);
    }

    /**
     * Something in the tree.
     *
     * @param path its path in the tree, without links and without a slash at its start
     * @param parts what it is in the branches, the uppermost first; several for a folder, one for anything else
     */
    public record Entry(String path, List<Node> parts) {
        /** Makes the list unmodifiable. */
        public Entry {
            parts = List.copyOf(parts);
        }

        /** Its uppermost part, which has its attributes. */
        public Node first() {
            return parts.getFirst();
        }

        /** Whether it is a regular file. */
        public boolean isFile() {
            return first().kind() == Node.Kind.FILE;
        }
    }

    /**
     * Looks a path up.
     *
     * @param path with or without a slash at its start
     * @return nothing when there is no such thing, or the links on the way lead in a circle
     */
    public Optional<Entry> find(String path) {
        Walk walk = walk(path, way -> false);
        List<Node> parts = walk.parts.getLast();
        return parts.isEmpty() ? Optional.empty() : Optional.of(new Entry(String.join("/", walk.names), parts));
    }

    /**
     * The path without links that an absolute path leads to. What is not there, or lies below what is covered, stays as
     * it is.
     *
     * @param isCovered whether something is mounted on a path, which hides the tree's own entries below it
     */
    public String resolve(String path, Predicate<String> isCovered) {
        Walk walk = walk(path, isCovered);
        walk.names.addAll(walk.rest);
        return walk.path();
    }

    private Walk walk(String path, Predicate<String> isCovered) {
        Walk walk = new Walk(path);
        while (!walk.rest.isEmpty() && !isCovered.test(walk.path())) {
            walk.step(walk.rest.pop());
        }
        return walk;
    }

    /** The way to a path, which is gone step by step. */
    private final class Walk {
        private final Deque<String> rest;
        private final List<String> names = new ArrayList<>();
        /** Of the root, and of what each name is; empty for what is not there. */
        private final List<List<Node>> parts = new ArrayList<>(List.of(branches));

        private int links;

        Walk(String path) {
            rest = new ArrayDeque<>(split(path));
        }

        String path() {
            return "/" + String.join("/", names);
        }

        void step(String name) {
            if (name.equals("..")) {
                if (!names.isEmpty()) {
                    names.removeLast();
                    parts.removeLast();
                }
                return;
            }
            List<Node> found = child(parts.getLast(), name);
            Optional<String> target = found.isEmpty() ? Optional.empty() : target(found.getFirst());
            if (target.isEmpty()) {
                names.add(name);
                parts.add(found);
            } else if (links++ < LINKS) {
                follow(target.get());
            } else {
                names.add(name);
                parts.add(List.of());
            }
        }

        private void follow(String target) {
            if (target.startsWith("/")) {
                names.clear();
                parts.subList(1, parts.size()).clear();
            }
            split(target).reversed().forEach(rest::push);
        }
    }

    private static List<String> split(String path) {
        return Arrays.stream(path.split("/"))
                .filter(name -> !name.isEmpty() && !name.equals("."))
                .toList();
    }

    private static List<Node> child(List<Node> folder, String name) {
        List<Node> found = new ArrayList<>();
        for (int i = 0; i < folder.size(); i++) {
            Optional<Node> node = folder.get(i).child(name);
            if (node.isEmpty()) {
                continue;
            }
            Node.Kind kind = node.get().kind();
            boolean isFolder = kind == Node.Kind.FOLDER;
            if (isFolder || kind != Node.Kind.WHITEOUT && found.isEmpty()) {
                found.add(node.get());
            }
            boolean isLast = i + 1 == folder.size();
            if (isLast || !isFolder || node.get().isOpaque()) {
                break;
            }
        }
        return found;
    }

    private static Optional<String> target(Node node) {
        try {
            return node.kind() == Node.Kind.LINK ? Optional.of(node.target()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
