// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.scan;

import io.apprunner.dwarfs.format.FileType;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.IoReason;
import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the names and attributes of a tree, breadth first, without following symbolic links. */
public final class TreeScanner {
    /** The name of a file that makes its directory opaque, as in layers of OCI images. */
    public static final String OPAQUE = ".wh..wh..opq";

    private static final int MARKER_MODE = 0100000;

    private record Identity(long device, long inode) {}

    private final ScanListener listener;
    private final SourceProbe probe;
    private final Map<Identity, SourceInode> linked = new HashMap<>();
    private final List<SourceInode> inodes = new ArrayList<>();
    private final List<SourceNode> directories = new ArrayList<>();
    private long names;

    private TreeScanner(ScanListener listener, SourceProbe probe) {
        this.listener = listener;
        this.probe = probe;
    }

    /**
     * Scans a tree.
     *
     * @param root a directory; a symbolic link to one is followed here, and only here
     * @throws AppRunnerException when something cannot be read or a name is not UTF-8, naming the file
     */
    public static SourceTree scan(Path root, ScanListener listener, SourceProbe probe) {
        return new TreeScanner(listener, probe).scan(root);
    }

    private SourceTree scan(Path root) {
        Path real;
        try {
            real = root.toRealPath();
        } catch (IOException e) {
            throw SourceErrors.reading(root, e);
        }
        SourceNode top = node(real, new byte[0]);
        if (!top.directory()) {
            throw new AppRunnerException(
                    ErrorCode.USAGE, RawPath.text(root) + " is not a directory", "give a directory to pack");
        }
        directories.add(top);
        // The list grows while it is walked: every directory appends the ones in it.
        for (int i = 0; i < directories.size(); i++) {
            SourceNode directory = directories.get(i);
            List<SourceNode> children = children(directory);
            directory.setChildren(children);
            children.stream().filter(SourceNode::directory).forEach(directories::add);
        }
        return new SourceTree(List.copyOf(directories), List.copyOf(inodes));
    }

    private record Name(byte[] bytes, Path path) {}

    private List<SourceNode> children(SourceNode node) {
        Path directory = node.path();
        List<Name> found = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            for (Path path : stream) {
                found.add(new Name(PathBytes.name(path), path));
            }
        } catch (DirectoryIteratorException e) {
            throw SourceErrors.reading(directory, new IOException("its entries cannot be read", e));
        } catch (IOException e) {
            throw SourceErrors.reading(directory, e);
        }
        // Sorted before the inodes are numbered: the order of readdir(3) is the file system's affair.
        found.sort((a, b) -> java.util.Arrays.compareUnsigned(a.bytes(), b.bytes()));
        List<SourceNode> children = new ArrayList<>(found.size());
        for (Name name : found) {
            children.add(node(name.path(), name.bytes()));
        }
        if (isOpaque(directory)) {
            addMarker(node, children);
        }
        return children;
    }

    private boolean isOpaque(Path directory) {
        try {
            return probe.isOpaque(directory);
        } catch (IOException e) {
            throw SourceErrors.reading(directory, e);
        }
    }

    /** Adds an empty file that is not in the tree, with the owner and time of its directory. */
    private void addMarker(SourceNode directory, List<SourceNode> children) {
        byte[] name = OPAQUE.getBytes(StandardCharsets.US_ASCII);
        SourceStat of = directory.inode().stat();
        SourceStat stat = new SourceStat(MARKER_MODE, 0, 0, 1, of.uid(), of.gid(), 0, 0, of.modified());
        Path path = directory.path().resolve(OPAQUE);
        SourceInode inode = new SourceInode(path, name, stat, new byte[0], inodes.size());
        SourceNode marker = new SourceNode(name, path, inode);
        int index = Collections.binarySearch(children, marker, SourceNode.BY_NAME);
        if (index < 0) {
            inode.addName();
            inodes.add(inode);
            children.add(-index - 1, marker);
        }
    }

    private SourceNode node(Path path, byte[] name) {
        SourceStat stat = SourceStat.read(path);
        SourceInode inode = inode(path, name, stat);
        inode.addName();
        names++;
        listener.scanned(names);
        return new SourceNode(name, path, inode);
    }

    private SourceInode inode(Path path, byte[] name, SourceStat stat) {
        FileType type = stat.type();
        // Only regular files may have several names in an image: readers count them by that.
        if (type != FileType.REGULAR || stat.links() == 1) {
            return newInode(path, name, stat, type);
        }
        Identity identity = new Identity(stat.device(), stat.inode());
        SourceInode known = linked.get(identity);
        if (known == null) {
            known = newInode(path, name, stat, type);
            linked.put(identity, known);
        }
        return known;
    }

    private SourceInode newInode(Path path, byte[] name, SourceStat stat, FileType type) {
        byte[] target = type == FileType.LINK ? target(path) : new byte[0];
        SourceInode inode = new SourceInode(path, name, stat, target, inodes.size());
        inodes.add(inode);
        reportXattrs(path);
        return inode;
    }

    private static byte[] target(Path link) {
        try {
            return PathBytes.target(link, Files.readSymbolicLink(link));
        } catch (IOException e) {
            throw SourceErrors.reading(link, e);
        }
    }

    private void reportXattrs(Path path) {
        try {
            for (String name : probe.names(path)) {
                listener.notStored(path, "extended attribute " + name);
            }
        } catch (IOException e) {
            // A file that cannot be opened fails with a better message when its content is read.
            listener.notStored(path, "extended attributes, if there are any (" + IoReason.of(e) + ")");
        }
    }
}
