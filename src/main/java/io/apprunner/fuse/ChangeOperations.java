// SPDX-License-Identifier: Apache-2.0
package io.apprunner.fuse;

import io.apprunner.posix.Constants;
import java.nio.ByteBuffer;

/** Takes the requests apart that only a file system which can be changed is asked. */
final class ChangeOperations {
    private static final int NAME_LIMIT = 255;
    private static final int BODY = Protocol.IN_HEADER;
    private static final int GETFLAGS = 0x80086601;
    /** WRITE and the others: privileges are to be cleared. */
    private static final int KILL = 4;

    private final ReadWriteFileSystem files;
    private final ByteBuffer in;
    private final long address;
    private final FuseReply reply;

    ChangeOperations(ReadWriteFileSystem files, ByteBuffer in, long address, FuseReply reply) {
        this.files = files;
        this.in = in;
        this.address = address;
        this.reply = reply;
    }

    /** Adds what is known here to a table of operations. */
    void addTo(FuseSession.Operation[] table) {
        table[Protocol.FORGET] = (node, length) -> forget(node, in.getLong(BODY));
        table[Protocol.BATCH_FORGET] = (node, length) -> forgetAll(length);
        table[Protocol.SETATTR] = (node, length) -> files.setAttributes(node, AttributeChange.read(in, BODY), reply);
        table[Protocol.MKNOD] = (node, length) ->
                files.makeNode(node, name(BODY + 16, length), in.getInt(BODY), in.getInt(BODY + 4), reply);
        table[Protocol.MKDIR] =
                (node, length) -> files.makeDirectory(node, name(BODY + 8, length), in.getInt(BODY), reply);
        table[Protocol.SYMLINK] = this::symlink;
        table[Protocol.TMPFILE] = (node, length) -> files.makeNameless(node, in.getInt(BODY + 4), reply);
        table[Protocol.LINK] = (node, length) -> files.link(in.getLong(BODY), node, name(BODY + 8, length), reply);
        table[Protocol.UNLINK] = (node, length) -> files.unlink(node, name(BODY, length), reply);
        table[Protocol.RMDIR] = (node, length) -> files.removeDirectory(node, name(BODY, length), reply);
        table[Protocol.RENAME] = (node, length) -> rename(node, BODY + 8, length, 0);
        table[Protocol.RENAME2] = (node, length) -> rename(node, BODY + 16, length, in.getInt(BODY + 8));
        table[Protocol.WRITE] = this::write;
        table[Protocol.FSYNC] = (node, length) -> files.synchronize(node, (in.getInt(BODY + 8) & 1) != 0);
        table[Protocol.FSYNCDIR] = table[Protocol.FSYNC];
        table[Protocol.FALLOCATE] = (node, length) ->
                files.allocate(node, in.getInt(BODY + 24), in.getLong(BODY + 8), in.getLong(BODY + 16));
        table[Protocol.COPY_FILE_RANGE] = (node, length) -> copy(node);
        table[Protocol.COPY_FILE_RANGE_64] = table[Protocol.COPY_FILE_RANGE];
        table[Protocol.SETXATTR] = this::setAttribute;
        table[Protocol.LISTXATTR] = (node, length) -> {
            reply.begin(in.getInt(BODY), false);
            return files.attributeNames(node, reply);
        };
        table[Protocol.REMOVEXATTR] = (node, length) -> files.removeAttribute(node, name(BODY, length));
        table[Protocol.IOCTL] =
                (node, length) -> in.getInt(BODY + 12) == GETFLAGS ? files.flags(node, reply) : Constants.ENOTTY;
    }

    private int forget(long node, long count) {
        files.forget(node, count);
        return FuseSession.SILENT;
    }

    private int forgetAll(int length) {
        int count = in.getInt(BODY);
        for (int at = BODY + 8; count > 0 && at + 16 <= length; at += 16, count--) {
            files.forget(in.getLong(at), in.getLong(at + 8));
        }
        return FuseSession.SILENT;
    }

    private int symlink(long node, int length) {
        byte[] name = name(BODY, length);
        byte[] target = text(BODY + name.length + 1, length);
        return files.makeLink(node, name, target, reply);
    }

    private int rename(long node, int at, int length, int flags) {
        byte[] old = name(at, length);
        byte[] name = name(at + old.length + 1, length);
        return files.rename(node, old, in.getLong(BODY), name, flags, reply);
    }

    private int write(long node, int length) {
        int size = in.getInt(BODY + 16);
        if (size < 0 || size > length - BODY - Protocol.WRITE_IN) {
            return Constants.EINVAL;
        }
        boolean clear = (in.getInt(BODY + 20) & KILL) != 0;
        return files.write(node, in.getLong(BODY + 8), address + BODY + Protocol.WRITE_IN, size, clear, reply);
    }

    private int copy(long node) {
        return files.copy(
                node, in.getLong(BODY + 8), in.getLong(BODY + 16), in.getLong(BODY + 32), in.getLong(BODY + 40), reply);
    }

    private int setAttribute(long node, int length) {
        int size = in.getInt(BODY);
        byte[] name = name(BODY + 8, length);
        int at = BODY + 8 + name.length + 1;
        if (size < 0 || size > length - at) {
            return Constants.EINVAL;
        }
        byte[] value = new byte[size];
        in.get(at, value);
        return files.setAttribute(node, name, value, in.getInt(BODY + 4));
    }

    private byte[] name(int at, int length) {
        byte[] name = text(at, length);
        if (name.length > NAME_LIMIT) {
            throw new FuseException(Constants.ENAMETOOLONG);
        }
        return name;
    }

    /** The bytes up to a NUL. */
    private byte[] text(int at, int length) {
        int end = at;
        while (end < length && in.get(end) != 0) {
            end++;
        }
        if (end <= at || end >= length) {
            throw new FuseException(Constants.EINVAL);
        }
        byte[] text = new byte[end - at];
        in.get(at, text);
        return text;
    }
}
