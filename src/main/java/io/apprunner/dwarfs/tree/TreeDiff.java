// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.tree;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.dwarfs.format.FileType;
import io.apprunner.dwarfs.metadata.Directories;
import io.apprunner.dwarfs.metadata.Metadata;
import io.apprunner.text.RawText;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Compares the trees of two images, contents byte by byte. Of a directory that only one of them has, no more is said
 * than that. Belongs to one thread.
 */
public final class TreeDiff {
    private static final int PIECE = 1 << 16;

    private final Metadata left;
    private final Metadata right;
    private final FileReader leftReader;
    private final FileReader rightReader;
    private final TreePaths leftPaths;
    private final TreePaths rightPaths;
    private final Deque<int[]> directories = new ArrayDeque<>();
    private final List<Difference> differences = new ArrayList<>();
    private final byte[] leftName = new byte[Directories.NAME_LIMIT];
    private final byte[] rightName = new byte[Directories.NAME_LIMIT];
    private final ByteBuffer leftPiece = ByteBuffer.allocate(PIECE);
    private final ByteBuffer rightPiece = ByteBuffer.allocate(PIECE);

    /** In what two entries of the same path can differ. */
    public enum Aspect {
        /** One of them is only in the second image. */
        ADDED,
        /** One of them is only in the first image. */
        REMOVED,
        /** The type of the file; then nothing else is compared. */
        TYPE,
        /** Permissions. */
        MODE,
        /** User or group. */
        OWNER,
        /** The time of the last change. */
        TIME,
        /** Bytes, target or device number. */
        CONTENT
    }

    /**
     * A path at which the images differ.
     *
     * @param path without a leading slash; a directory that only one image has ends with one; empty for the root
     * @param aspects all of them
     */
    public record Difference(String path, Set<Aspect> aspects) {}

    private TreeDiff(DwarfsImage left, DwarfsImage right, BlockCache cache) {
        this.left = left.metadata();
        this.right = right.metadata();
        this.leftReader = new FileReader(left, cache);
        this.rightReader = new FileReader(right, cache);
        this.leftPaths = new TreePaths(this.left);
        this.rightPaths = new TreePaths(this.right);
    }

    /**
     * The differences, sorted by path.
     *
     * @param cache for the blocks of both
     * @throws io.apprunner.error.FormatException when a block is damaged
     */
    public static List<Difference> of(DwarfsImage left, DwarfsImage right, BlockCache cache) {
        return new TreeDiff(left, right, cache).compare();
    }

    private List<Difference> compare() {
        compareInodes("", Metadata.ROOT, Metadata.ROOT);
        while (!directories.isEmpty()) {
            int[] pair = directories.pop();
            compareDirectories(pair[0], pair[1]);
        }
        differences.sort(Comparator.comparing(Difference::path));
        return List.copyOf(differences);
    }

    /** Goes through two sorted lists of names at once. */
    private void compareDirectories(int leftDirectory, int rightDirectory) {
        int i = left.firstEntry(leftDirectory);
        int j = right.firstEntry(rightDirectory);
        int leftEnd = left.endEntry(leftDirectory);
        int rightEnd = right.endEntry(rightDirectory);
        while (i < leftEnd || j < rightEnd) {
            int order = order(i, leftEnd, j, rightEnd);
            if (order < 0) {
                lone(left, leftPaths, leftDirectory, i++, Aspect.REMOVED);
            } else if (order > 0) {
                lone(right, rightPaths, rightDirectory, j++, Aspect.ADDED);
            } else {
                String path = text(leftPaths.of(leftDirectory, i));
                compareInodes(path, left.entryInode(i++), right.entryInode(j++));
            }
        }
    }

    /** Below zero when the left entry comes first. */
    private int order(int i, int leftEnd, int j, int rightEnd) {
        if (i == leftEnd || j == rightEnd) {
            return i == leftEnd ? 1 : -1;
        }
        int leftLength = left.entryName(i, leftName, 0);
        int rightLength = right.entryName(j, rightName, 0);
        return Arrays.compareUnsigned(leftName, 0, leftLength, rightName, 0, rightLength);
    }

    private void lone(Metadata metadata, TreePaths paths, int directory, int entry, Aspect aspect) {
        String slash = metadata.type(metadata.entryInode(entry)) == FileType.DIRECTORY ? "/" : "";
        differences.add(new Difference(text(paths.of(directory, entry)) + slash, Set.of(aspect)));
    }

    private void compareInodes(String path, int a, int b) {
        FileType type = left.type(a);
        Set<Aspect> aspects = EnumSet.noneOf(Aspect.class);
        if (type != right.type(b)) {
            differences.add(new Difference(path, EnumSet.of(Aspect.TYPE)));
            return;
        }
        if (left.mode(a) != right.mode(b)) {
            aspects.add(Aspect.MODE);
        }
        if (left.uid(a) != right.uid(b) || left.gid(a) != right.gid(b)) {
            aspects.add(Aspect.OWNER);
        }
        if (left.modifiedSeconds(a) != right.modifiedSeconds(b) || left.modifiedNanos(a) != right.modifiedNanos(b)) {
            aspects.add(Aspect.TIME);
        }
        if (!sameContent(type, a, b)) {
            aspects.add(Aspect.CONTENT);
        }
        if (type == FileType.DIRECTORY) {
            directories.push(new int[] {a, b});
        }
        if (!aspects.isEmpty()) {
            differences.add(new Difference(path, aspects));
        }
    }

    private boolean sameContent(FileType type, int a, int b) {
        return switch (type) {
            case REGULAR -> left.size(a) == right.size(b) && sameBytes(a, b);
            case LINK -> Arrays.equals(left.linkTarget(a), right.linkTarget(b));
            case CHARACTER_DEVICE, BLOCK_DEVICE -> left.device(a) == right.device(b);
            case DIRECTORY, FIFO, SOCKET -> true;
        };
    }

    private boolean sameBytes(int a, int b) {
        long size = left.size(a);
        long at = 0;
        while (at < size) {
            long zeros = Math.min(zeros(left, a, at), zeros(right, b, at));
            if (zeros > 0) {
                at += zeros;
                continue;
            }
            leftReader.read(a, at, leftPiece.clear());
            rightReader.read(b, at, rightPiece.clear());
            if (!leftPiece.flip().equals(rightPiece.flip())) {
                return false;
            }
            at += PIECE;
        }
        return true;
    }

    /** How many bytes of a hole there are from {@code at} on: it may be too long to be read. */
    private static long zeros(Metadata metadata, int inode, long at) {
        int chunk = metadata.chunkAt(inode, at);
        return chunk < metadata.endChunk(inode) && metadata.isHole(chunk)
                ? metadata.chunkPosition(inode, chunk) + metadata.chunkSize(chunk) - at
                : 0;
    }

    private static String text(byte[] path) {
        return RawText.decode(path);
    }
}
