// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance.system;

import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A guest's tree before it is mounted: looks files up as its overlay will show them. Links are followed inside the tree
 * and never lead out of it.
 *
 * @param branches the folders that the overlay is made of, the upper dir first
 */
public record GuestTree(List<Path> branches) {
    /** As in the kernel. */
    private static final int LINKS = 40;

    private static final int TYPE = 0xF000;
    private static final int FOLDER = 0x4000;
    private static final int DEVICE = 0x2000;

    /** Makes the list unmodifiable. */
    public GuestTree {
        branches = List.copyOf(branches);
    }

    /**
     * Something in the tree.
     *
     * @param path its path in the tree, without links and without a slash at its start
     * @param places where it stands, the uppermost first; several for a folder, one for anything else
     */
    public record Entry(String path, List<Path> places) {
        /** Makes the list unmodifiable. */
        public Entry {
            places = List.copyOf(places);
        }

        /** Where its uppermost part stands. */
        Path first() {
            return places.getFirst();
        }

        /** Whether it is a regular file. */
        boolean isFile() {
            return Files.isRegularFile(first(), LinkOption.NOFOLLOW_LINKS);
        }
    }

    /**
     * Looks a path up.
     *
     * @param path with or without a slash at its start
     * @return nothing when there is no such thing, or the links on the way lead in a circle
     */
    public Optional<Entry> find(String path) {
        Deque<String> left = new ArrayDeque<>(names(path));
        Deque<Entry> way = new ArrayDeque<>(List.of(new Entry("", branches)));
        int links = 0;
        while (!left.isEmpty()) {
            String name = left.pop();
            if (name.equals("..")) {
                if (way.size() > 1) {
                    way.pop();
                }
                continue;
            }
            Optional<Entry> next = child(way.element(), name);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            Optional<String> target = link(next.get().first());
            if (target.isEmpty()) {
                way.push(next.get());
            } else if (++links > LINKS) {
                return Optional.empty();
            } else {
                if (target.get().startsWith("/")) {
                    way = new ArrayDeque<>(List.of(new Entry("", branches)));
                }
                names(target.get()).reversed().forEach(left::push);
            }
        }
        return Optional.of(way.element());
    }

    private static List<String> names(String path) {
        return Arrays.stream(path.split("/"))
                .filter(name -> !name.isEmpty() && !name.equals("."))
                .toList();
    }

    private static Optional<Entry> child(Entry folder, String name) {
        List<Path> found = new ArrayList<>();
        for (Path place : folder.places()) {
            Path path = RawPath.resolve(place, name);
            Kind kind = kind(path);
            boolean isLast = place.equals(folder.places().getLast());
            if (kind == Kind.FOLDER || kind == Kind.OTHER && found.isEmpty()) {
                found.add(path);
            }
            if (kind == Kind.OTHER || kind == Kind.WHITEOUT || kind == Kind.FOLDER && !isLast && isOpaque(path)) {
                break;
            }
        }
        String path = folder.path().isEmpty() ? name : folder.path() + "/" + name;
        return found.isEmpty() ? Optional.empty() : Optional.of(new Entry(path, found));
    }

    /** What a branch has under a name. */
    private enum Kind {
        NOTHING,
        FOLDER,
        OTHER,
        /** A character device of number 0, which says that what lower branches have is gone. */
        WHITEOUT
    }

    private static Kind kind(Path path) {
        try {
            Map<String, Object> facts = Files.readAttributes(path, "unix:mode,rdev", LinkOption.NOFOLLOW_LINKS);
            int type = facts.get("mode") instanceof Integer mode ? mode & TYPE : 0;
            if (type == FOLDER) {
                return Kind.FOLDER;
            }
            boolean isGone = type == DEVICE && Long.valueOf(0).equals(facts.get("rdev"));
            return isGone ? Kind.WHITEOUT : Kind.OTHER;
        } catch (IOException e) {
            return Kind.NOTHING;
        }
    }

    /** The mark that overlays of ordinary users make; that of root's cannot be read here, and lower parts show. */
    private static boolean isOpaque(Path folder) {
        UserDefinedFileAttributeView attributes =
                Files.getFileAttributeView(folder, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        try {
            return attributes != null && attributes.size("overlay.opaque") > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<String> link(Path path) {
        try {
            return Files.isSymbolicLink(path)
                    ? Optional.of(RawPath.text(Files.readSymbolicLink(path)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
