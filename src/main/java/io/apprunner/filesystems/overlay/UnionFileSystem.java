// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay;

import io.apprunner.filesystems.overlay.host.Host;
import io.apprunner.filesystems.overlay.host.OpenFiles;
import io.apprunner.filesystems.overlay.layer.Layers;
import io.apprunner.filesystems.overlay.layer.LowerFile;
import io.apprunner.filesystems.overlay.layer.Name;
import io.apprunner.filesystems.overlay.node.DirectoryNode;
import io.apprunner.filesystems.overlay.node.FileNode;
import io.apprunner.filesystems.overlay.node.Found;
import io.apprunner.filesystems.overlay.node.NodeTable;
import io.apprunner.filesystems.overlay.node.Nodes;
import io.apprunner.filesystems.overlay.node.Tree;
import io.apprunner.fuse.AttributeChange;
import io.apprunner.fuse.FuseException;
import io.apprunner.fuse.FuseReply;
import io.apprunner.fuse.Notifier;
import io.apprunner.fuse.ReadWriteFileSystem;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Posix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * Layers below a folder that can be written, as one tree: what is changed is copied to that folder first, what is
 * removed is hidden by whiteouts. Changes have the form of the kernel's overlay. Where case is ignored, a name finds
 * any other spelling of it and stays as it was written.
 */
public final class UnionFileSystem implements ReadWriteFileSystem {
    /** FS_CASEFOLD_FL. */
    private static final int CASEFOLD = 0x40000000;

    private static final int OPEN_FILES = 400;

    private final Host host;
    private final Tree tree;
    private final Nodes nodes;
    private final Creation creation;
    private final Removal removal;
    private final Renaming renaming;
    private final Contents contents;
    private final AttributeChanges changes;
    private final Listing listing;
    private final ExtendedAttributes attributes;
    private final Synchronization synchronization;
    private final CaseOnlyRename rename;

    /**
     * @param layers the lower branches, and whether case is ignored
     * @param upper the number of a descriptor of the folder that takes the changes
     * @param work of a folder on the same file system, in which this file system alone makes its copies
     * @param notifier reaches the kernel
     */
    public UnionFileSystem(Posix posix, Layers layers, int upper, int work, Notifier notifier) {
        host = Host.of(posix, upper, work);
        OpenFiles open = new OpenFiles(host.contents(), OPEN_FILES);
        tree = new Tree(host, open, layers, new NodeTable(host, open, layers.root()));
        nodes = new Nodes(tree);
        CopyUp copyUp = new CopyUp(tree);
        creation = new Creation(tree, nodes, copyUp);
        removal = new Removal(tree, nodes, copyUp, notifier);
        renaming = new Renaming(tree, nodes, copyUp, removal, notifier);
        contents = new Contents(tree, nodes, copyUp, notifier);
        changes = new AttributeChanges(tree, nodes, copyUp);
        listing = new Listing(tree, nodes);
        attributes = new ExtendedAttributes(tree, nodes, copyUp);
        synchronization = new Synchronization(tree, nodes);
        rename = new CaseOnlyRename(posix);
    }

    /** Removes from the work folder what an earlier server left. */
    void recover() {
        host.empty(host.work());
    }

    @Override
    public void begin() {
        host.folders().forgetMask();
    }

    @Override
    public int lookup(long parent, byte[] bytes, int length, FuseReply reply) {
        DirectoryNode directory = tree.table().directory(parent);
        Name name = Name.of(Arrays.copyOf(bytes, length));
        boolean folds = tree.layers().ignoresCase();
        if (folds && CasefoldMark.is(name)) {
            reply.entry(CasefoldMark.NODE, CasefoldMark.STATUS);
            return 0;
        }
        if (directory.removed().isPresent()) {
            return Constants.ENOENT;
        }
        directory.lock().readLock().lock();
        try {
            Optional<Found> found = tree.findAny(directory, name);
            boolean isAlias = found.isPresent() && !found.get().name().equals(name);
            if (found.isPresent() && !(isAlias && rename.isTo(name, reply.process()))) {
                nodes.entry(directory, found.get(), isAlias, reply);
            } else if (folds) {
                reply.noPassingEntry();
            } else {
                reply.noEntry();
            }
            return 0;
        } finally {
            directory.lock().readLock().unlock();
        }
    }

    @Override
    public void forget(long node, long count) {
        if (node != CasefoldMark.NODE) {
            tree.table().forget(node, count);
        }
    }

    @Override
    public int attributes(long node, FuseReply reply) {
        if (node == CasefoldMark.NODE) {
            reply.attributes(node, CasefoldMark.STATUS);
            return 0;
        }
        Optional<DirectoryNode> directory = tree.table().findDirectory(node);
        if (directory.isPresent()) {
            reply.attributes(node, nodes.status(directory.get()));
            return 0;
        }
        Optional<FileNode> file = tree.table().file(node);
        reply.attributes(node, file.map(nodes::status).orElseGet(() -> nodes.status(LowerFile.of(node))));
        return 0;
    }

    @Override
    public int readLink(long node, FuseReply reply) {
        Optional<FileNode> file = tree.table().file(node);
        byte[] target;
        if (file.isEmpty()) {
            LowerFile lower = LowerFile.of(node);
            target = tree.layers().get(lower.layer()).linkTarget(lower.file());
        } else {
            target = linkTarget(file.get());
        }
        reply.bytes(target, target.length);
        return 0;
    }

    private byte[] linkTarget(FileNode file) {
        synchronized (file) {
            FileNode.Place place = file.place().orElseThrow(() -> new FuseException(Constants.ENOENT));
            try (OpenFiles.Use folder = tree.folder(place.directory())) {
                return host.folders()
                        .linkTarget(folder.number(), place.name().bytes())
                        .orElseThrow(() -> new FuseException(Constants.EINVAL));
            }
        }
    }

    @Override
    public int read(long node, long offset, int size, FuseReply reply) {
        return node == CasefoldMark.NODE ? 0 : contents.read(node, offset, size, reply);
    }

    @Override
    public int readDirectory(long node, long offset, FuseReply reply) {
        return listing.read(node, offset, reply);
    }

    @Override
    public int attribute(long node, byte[] name, int length, FuseReply reply) {
        return node == CasefoldMark.NODE ? Constants.ENODATA : attributes.get(node, Arrays.copyOf(name, length), reply);
    }

    @Override
    public int seekData(long node, long offset, FuseReply reply) {
        return contents.seek(node, offset, Constants.SEEK_DATA, reply);
    }

    @Override
    public int seekHole(long node, long offset, FuseReply reply) {
        return contents.seek(node, offset, Constants.SEEK_HOLE, reply);
    }

    @Override
    public int fileSystem(FuseReply reply) {
        byte[] figures = host.contents().fileSystem(host.upper()).orElseThrow(() -> new FuseException(Constants.EIO));
        reply.fileSystem(ByteBuffer.wrap(figures).order(ByteOrder.nativeOrder()));
        return 0;
    }

    @Override
    public int setAttributes(long node, AttributeChange change, FuseReply reply) {
        return changes.change(changeable(node), change, reply);
    }

    private static long changeable(long node) {
        if (node == CasefoldMark.NODE) {
            throw new FuseException(Constants.EPERM);
        }
        return node;
    }

    private byte[] changeable(byte[] name) {
        if (tree.layers().ignoresCase() && CasefoldMark.is(Name.of(name))) {
            throw new FuseException(Constants.EPERM);
        }
        return name;
    }

    @Override
    public int makeNode(long directory, byte[] name, int mode, int device, FuseReply reply) {
        int type = mode & Constants.S_IFMT;
        if (type == Constants.S_IFCHR && device == 0) {
            return Constants.EPERM; // a whiteout
        }
        if (type != Constants.S_IFREG) {
            return creation.make(
                    directory,
                    changeable(name),
                    mode,
                    reply,
                    (folder, made, all) -> host.folders().makeNode(folder, made, all, Integer.toUnsignedLong(device)));
        }
        return creation.make(
                directory,
                changeable(name),
                mode,
                reply,
                (folder, made, all) -> host.folders().makeNode(folder, made, all, 0));
    }

    @Override
    public int makeDirectory(long directory, byte[] name, int mode, FuseReply reply) {
        int all = Constants.S_IFDIR | mode & 07777;
        return creation.make(
                directory,
                changeable(name),
                all,
                reply,
                (folder, made, exact) -> host.folders().makeFolder(folder, made, exact & 07777));
    }

    @Override
    public int makeLink(long directory, byte[] name, byte[] target, FuseReply reply) {
        return creation.make(
                directory,
                changeable(name),
                Constants.S_IFLNK | 0777,
                reply,
                (folder, made, mode) -> host.folders().makeLink(target, folder, made));
    }

    @Override
    public int makeNameless(long directory, int mode, FuseReply reply) {
        return creation.makeNameless(directory, mode, reply);
    }

    @Override
    public int link(long node, long directory, byte[] name, FuseReply reply) {
        return creation.link(changeable(node), directory, changeable(name), reply);
    }

    @Override
    public int unlink(long directory, byte[] name, FuseReply reply) {
        return removal.unlink(directory, changeable(name));
    }

    @Override
    public int removeDirectory(long directory, byte[] name, FuseReply reply) {
        return removal.removeDirectory(directory, name);
    }

    @Override
    public int rename(long directory, byte[] name, long newDirectory, byte[] newName, int flags, FuseReply reply) {
        return renaming.rename(directory, changeable(name), newDirectory, changeable(newName), flags);
    }

    @Override
    public int write(long node, long offset, long address, int length, boolean clear, FuseReply reply) {
        return contents.write(changeable(node), offset, address, length, clear, reply);
    }

    @Override
    public int allocate(long node, int mode, long offset, long length) {
        return contents.allocate(changeable(node), mode, offset, length);
    }

    @Override
    public int copy(long node, long offset, long target, long targetOffset, long length, FuseReply reply) {
        return contents.copy(node, offset, changeable(target), targetOffset, length, reply);
    }

    @Override
    public int synchronize(long node, boolean dataOnly) {
        return node == CasefoldMark.NODE ? 0 : synchronization.synchronize(node, dataOnly);
    }

    @Override
    public int setAttribute(long node, byte[] name, byte[] value, int flags) {
        return attributes.set(changeable(node), name, value, flags);
    }

    @Override
    public int attributeNames(long node, FuseReply reply) {
        return node == CasefoldMark.NODE ? reply.attribute(new byte[0]) : attributes.list(node, reply);
    }

    @Override
    public int removeAttribute(long node, byte[] name) {
        return attributes.remove(changeable(node), name);
    }

    @Override
    public int flags(long node, FuseReply reply) {
        boolean isFolding =
                tree.layers().ignoresCase() && tree.table().findDirectory(node).isPresent();
        if (!isFolding) {
            return Constants.ENOTTY;
        }
        reply.flags(CASEFOLD);
        return 0;
    }
}
