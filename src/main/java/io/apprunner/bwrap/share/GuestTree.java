// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.share;

import io.apprunner.posix.Posix;
import io.apprunner.posix.memory.NativeMemory;
import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The tree that the guest's overlay will show, before it is mounted. It answers where a path leads, links included, as
 * the guest would follow them: never out of the tree.
 *
 * @param folders roots of the tree that are laid over each other, the highest first
 */
public record GuestTree(Posix posix, List<Path> folders) {

    /** As many as the kernel follows. */
    private static final int LINKS = 40;

    private static final List<String> OPAQUE = List.of("trusted.overlay.opaque", "user.overlay.opaque");

    /** Makes the list unmodifiable. */
    public GuestTree {
        folders = List.copyOf(folders);
    }

    /**
     * The tree of an overlay.
     *
     * @param layers the lowest first
     */
    public static GuestTree of(Posix posix, Path upper, List<Path> layers) {
        List<Path> folders = new ArrayList<>();
        folders.add(upper);
        folders.addAll(layers.reversed());
        return new GuestTree(posix, folders);
    }

    /**
     * What a name in a folder is: folders that are laid over each other, or something else, or nothing.
     *
     * @param folders where the folder's entries are, the highest first
     * @param link where it leads, if it is a link
     */
    private record Entry(List<Path> folders, Optional<String> link) {
        private static final Entry OTHER = new Entry(List.of(), Optional.empty());
    }

    /**
     * The path without links that an absolute path leads to. What is not there, or lies below what is covered, stays as
     * it is.
     *
     * @param isCovered whether something is mounted on a path, which hides the tree's own entries below it
     */
    public String resolve(String path, Predicate<String> isCovered) {
        Deque<String> rest = new ArrayDeque<>(names(path));
        List<String> names = new ArrayList<>();
        List<List<Path>> parents = new ArrayList<>(List.of(folders));
        int links = 0;
        while (!rest.isEmpty() && !isCovered.test(text(names))) {
            String name = rest.pop();
            if (name.equals("..")) {
                if (!names.isEmpty()) {
                    names.removeLast();
                    parents.removeLast();
                }
                continue;
            }
            Entry entry = entry(parents.getLast(), name);
            if (entry.link().isPresent() && links++ < LINKS) {
                String target = entry.link().get();
                if (target.startsWith("/")) {
                    names.clear();
                    parents.subList(1, parents.size()).clear();
                }
                names(target).reversed().forEach(rest::push);
            } else {
                names.add(name);
                parents.add(entry.folders());
            }
        }
        names.addAll(rest);
        return text(names);
    }

    private Entry entry(List<Path> parents, String name) {
        List<Path> found = new ArrayList<>();
        for (int i = 0; i < parents.size(); i++) {
            Path path = RawPath.resolve(parents.get(i), name);
            Optional<BasicFileAttributes> facts = facts(path);
            if (facts.isEmpty()) {
                continue;
            }
            if (facts.get().isSymbolicLink() && found.isEmpty()) {
                return new Entry(List.of(), link(path));
            }
            boolean isFolder = facts.get().isDirectory();
            if (isFolder) {
                found.add(path);
            }
            boolean isLast = i + 1 == parents.size();
            if (isLast || !isFolder || isOpaque(path)) {
                break;
            }
        }
        return found.isEmpty() ? Entry.OTHER : new Entry(found, Optional.empty());
    }

    /** Nothing for what is not there, which is usual; an exception for each would cost more than the look-up. */
    private static Optional<BasicFileAttributes> facts(Path path) {
        try {
            return Optional.ofNullable(path.getFileSystem()
                    .provider()
                    .readAttributesIfExists(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> link(Path path) {
        try {
            return Optional.of(RawPath.text(Files.readSymbolicLink(path)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private boolean isOpaque(Path path) {
        try (NativeMemory file = NativeMemory.string(RawPath.bytes(path));
                NativeMemory value = NativeMemory.allocate(1)) {
            for (String attribute : OPAQUE) {
                try (NativeMemory name = NativeMemory.string(attribute)) {
                    if (posix.attribute(file.address(), name.address(), value) > 0) {
                        return value.buffer().get(0) == 'y';
                    }
                }
            }
            return false;
        }
    }

    private static List<String> names(String path) {
        return Arrays.stream(path.split("/"))
                .filter(name -> !name.isEmpty() && !name.equals("."))
                .toList();
    }

    private static String text(List<String> names) {
        return "/" + String.join("/", names);
    }
}
