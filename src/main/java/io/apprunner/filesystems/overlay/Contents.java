// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay;

import static io.apprunner.fuse.FuseException.check;

import io.apprunner.filesystems.overlay.host.Host;
import io.apprunner.filesystems.overlay.host.OpenFiles;
import io.apprunner.filesystems.overlay.layer.Layer;
import io.apprunner.filesystems.overlay.layer.LowerFile;
import io.apprunner.filesystems.overlay.node.FileNode;
import io.apprunner.filesystems.overlay.node.Nodes;
import io.apprunner.filesystems.overlay.node.Tree;
import io.apprunner.fuse.FuseException;
import io.apprunner.fuse.FuseReply;
import io.apprunner.fuse.Notifier;
import io.apprunner.posix.Constants;
import io.apprunner.posix.memory.NativeMemory;
import java.util.Optional;

/** Bytes of regular files: a file that only a layer has is read there, and copied before it is written. */
final class Contents {
    /** One answer to copy_file_range says at most so much. */
    private static final long COPY_LIMIT = 1L << 30;

    private static final int PIECE = 1 << 20;

    private final Tree tree;
    private final Host host;
    private final Nodes nodes;
    private final CopyUp copyUp;
    private final Notifier notifier;

    Contents(Tree tree, Nodes nodes, CopyUp copyUp, Notifier notifier) {
        this.tree = tree;
        this.host = tree.host();
        this.nodes = nodes;
        this.copyUp = copyUp;
        this.notifier = notifier;
    }

    /** Answers with bytes of a file. */
    int read(long node, long offset, int size, FuseReply reply) {
        Optional<FileNode> file = tree.table().file(node);
        if (file.isEmpty()) {
            LowerFile lower = LowerFile.of(node);
            return layer(lower).read(lower.file(), offset, size, reply);
        }
        try (OpenFiles.Use content = regular(file.get())) {
            long address = reply.space(size);
            int done = 0;
            while (done < size) {
                int count =
                        (int) check(host.contents().read(content.number(), address + done, size - done, offset + done));
                if (count == 0) {
                    break;
                }
                done += count;
            }
            reply.filled(done);
            return 0;
        }
    }

    private Layer layer(LowerFile file) {
        return tree.layers().get(file.layer());
    }

    private OpenFiles.Use regular(FileNode file) {
        if (file.type() != Constants.S_IFREG) {
            throw new FuseException(Constants.EINVAL);
        }
        return nodes.content(file);
    }

    private FileNode writable(long node) {
        return tree.table().file(node).orElseGet(() -> copyUp.file(LowerFile.of(node)));
    }

    /** Writes to a file. The time of the last change is the kernel's to tell, and stays as it was. */
    int write(long node, long offset, long address, int length, boolean clear, FuseReply reply) {
        FileNode file = writable(node);
        try (OpenFiles.Use content = regular(file)) {
            if (file.modified().isEmpty()) {
                nodes.status(file);
            }
            long done = check(host.contents().write(content.number(), address, length, offset));
            if (clear) {
                Privileges.clear(host, content.number());
            }
            file.touch();
            reply.count(done);
            return 0;
        }
    }

    /** fallocate(2). */
    int allocate(long node, int mode, long offset, long length) {
        FileNode file = writable(node);
        try (OpenFiles.Use content = regular(file)) {
            check(host.contents().allocate(content.number(), mode, offset, length));
            return 0;
        }
    }

    /** copy_file_range(2). */
    int copy(long node, long offset, long target, long targetOffset, long length, FuseReply reply) {
        FileNode aim = writable(target);
        long wanted = Math.min(length, COPY_LIMIT);
        Optional<FileNode> source = tree.table().file(node);
        try (OpenFiles.Use to = regular(aim)) {
            reply.count(
                    source.isPresent()
                            ? copy(source.get(), offset, to.number(), targetOffset, wanted)
                            : copy(LowerFile.of(node), offset, to.number(), targetOffset, wanted));
            return 0;
        }
    }

    private long copy(FileNode source, long offset, int to, long targetOffset, long length) {
        try (OpenFiles.Use from = regular(source)) {
            return check(host.contents().copy(from.number(), offset, to, targetOffset, length));
        }
    }

    private long copy(LowerFile source, long offset, int to, long targetOffset, long length) {
        try (NativeMemory memory = NativeMemory.allocate(Math.clamp(length, 1, PIECE))) {
            long end = offset + length;
            return new ContentCopy(host.contents())
                    .range(layer(source), source.file(), offset, end, memory, to, targetOffset);
        }
    }

    /** Answers with the next byte that is data, or in a hole. The kernel writes its dirty pages first. */
    int seek(long node, long offset, int whence, FuseReply reply) {
        notifier.writeBack(node);
        Optional<FileNode> file = tree.table().file(node);
        if (file.isPresent()) {
            try (OpenFiles.Use content = regular(file.get())) {
                reply.position(check(host.contents().seek(content.number(), offset, whence)));
                return 0;
            }
        }
        LowerFile lower = LowerFile.of(node);
        long found = whence == Constants.SEEK_DATA
                ? layer(lower).nextData(lower.file(), offset)
                : layer(lower).nextHole(lower.file(), offset);
        if (found < 0) {
            return Constants.ENXIO;
        }
        reply.position(found);
        return 0;
    }
}
