// SPDX-License-Identifier: Apache-2.0
package io.apprunner.fuse;

import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.MappedMemory;
import io.apprunner.posix.Posix;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** One thread's loop: read a request, have the file system answer it, send the answer. It allocates nothing. */
final class FuseSession implements AutoCloseable {
    /** No answer is sent; the kernel expects none. */
    static final int SILENT = -1;

    /** How long to wait when the kernel fails to give a request, in nanoseconds. */
    private static final long PAUSE = 10_000_000;

    /** Bytes of a name; the kernel asks for longer ones too. */
    private static final int NAME_LIMIT = 255;

    /** ENOSYS tells the kernel never to ask again: files and directories need no opening, and there is no locking. */
    private static final Operation UNKNOWN = (node, length) -> Constants.ENOSYS;

    private static final Operation UNANSWERED = (node, length) -> SILENT;
    private static final Operation NOTHING_TO_DO = (node, length) -> 0;

    private final Descriptor device;
    private final FuseFileSystem fileSystem;
    private final ConnectionOptions options;
    private final Runnable afterGreeting;
    private final MappedMemory request;
    private final ByteBuffer in;
    private final FuseReply reply;
    private final byte[] name = new byte[NAME_LIMIT];
    private final Operation[] operations;

    /** Answers the requests with one opcode. */
    interface Operation {
        /**
         * Answers the request that was read.
         *
         * @param length bytes of the request, its header included
         * @return 0, an errno or {@link #SILENT}
         */
        int answer(long node, int length);
    }

    FuseSession(
            Posix posix,
            Descriptor device,
            FuseFileSystem fileSystem,
            ConnectionOptions options,
            Runnable afterGreeting) {
        this.request = MappedMemory.of(posix, options.requestBuffer());
        this.in = request.buffer();
        try {
            this.reply = new FuseReply(posix, options);
        } catch (RuntimeException | Error e) {
            request.close();
            throw e;
        }
        this.device = device;
        this.fileSystem = fileSystem;
        this.options = options;
        this.afterGreeting = afterGreeting;
        this.operations = table();
    }

    /** Serves until the file system is unmounted, or reading requests can never succeed. */
    void run() {
        if (fileSystem instanceof ReadWriteFileSystem files) {
            files.begin();
        }
        int room = options.requestBuffer();
        while (true) {
            long length = device.read(request.address(), room);
            if (length >= Protocol.IN_HEADER) {
                serve((int) length);
            } else {
                switch ((int) -length) {
                    case Constants.ENOENT, Constants.EINTR, Constants.EAGAIN -> {} // that request is gone
                    case Constants.ENODEV, Constants.ECONNABORTED -> {
                        return; // unmounted
                    }
                    case Constants.EPERM, Constants.EBADF, Constants.EINVAL -> {
                        return; // no mounted device, or too little room: mistakes that stay
                    }
                    default -> LockSupport.parkNanos(PAUSE); // ENOMEM, which passes
                }
            }
        }
    }

    /** Gives the memory for requests and answers back. */
    @Override
    public void close() {
        request.close();
        reply.close();
    }

    private void serve(int length) {
        int opcode = in.getInt(4);
        long unique = in.getLong(8);
        int errno;
        try {
            errno = dispatch(opcode, length);
        } catch (FuseException e) {
            errno = e.errno();
        } catch (RuntimeException | Error e) {
            // A thread that ended would leave everybody who uses the file system waiting.
            errno = Constants.EIO;
        }
        if (errno != SILENT) {
            int pieces = reply.seal(unique, errno);
            // A failure means that the request was interrupted or the file system unmounted: nobody waits.
            if (device.writev(reply.vectors(), pieces) < 0 && errno == 0) {
                takeBack();
            }
        }
        reply.release();
        if (opcode == Protocol.INIT) {
            afterGreeting.run();
        }
    }

    /** What the kernel was given in an answer that it did not take is forgotten. */
    private void takeBack() {
        if (fileSystem instanceof ReadWriteFileSystem files) {
            for (int i = 0; i < reply.givenCount(); i++) {
                files.forget(reply.given(i), 1);
            }
        }
    }

    private int dispatch(int opcode, int length) {
        long node = in.getLong(16);
        reply.asked(in.getInt(24), in.getInt(28), in.getInt(32));
        reply.begin(Integer.MAX_VALUE, false);
        Operation operation = opcode >= 0 && opcode < operations.length ? operations[opcode] : UNKNOWN;
        return operation.answer(node, length);
    }

    /** What answers each opcode; filled once for each thread, so that a request allocates nothing. */
    private Operation[] table() {
        Operation[] table = new Operation[Protocol.OPERATIONS];
        Arrays.fill(table, UNKNOWN);
        table[Protocol.INIT] = (node, length) -> greet(length);
        table[Protocol.LOOKUP] = this::lookup;
        table[Protocol.GETATTR] = (node, length) -> fileSystem.attributes(node, reply);
        table[Protocol.READLINK] = (node, length) -> fileSystem.readLink(node, reply);
        table[Protocol.READ] = this::read;
        table[Protocol.READDIR] = (node, length) -> readDirectory(node, false, length);
        table[Protocol.READDIRPLUS] = (node, length) -> readDirectory(node, true, length);
        table[Protocol.STATFS] = (node, length) -> fileSystem.fileSystem(reply);
        table[Protocol.GETXATTR] = this::attribute;
        table[Protocol.LSEEK] = this::seek;
        table[Protocol.FORGET] = UNANSWERED;
        table[Protocol.BATCH_FORGET] = UNANSWERED;
        table[Protocol.INTERRUPT] = UNANSWERED;
        table[Protocol.RELEASE] = NOTHING_TO_DO;
        table[Protocol.RELEASEDIR] = NOTHING_TO_DO;
        table[Protocol.DESTROY] = NOTHING_TO_DO;
        if (fileSystem instanceof ReadWriteFileSystem files) {
            new ChangeOperations(files, in, request.address(), reply).addTo(table);
        }
        return table;
    }

    private int lookup(long directory, int length) {
        int size = length - Protocol.IN_HEADER - 1;
        if (size < 0) {
            return Constants.EINVAL;
        }
        if (size > NAME_LIMIT) {
            return Constants.ENAMETOOLONG;
        }
        in.get(Protocol.IN_HEADER, name, 0, size);
        return fileSystem.lookup(directory, name, size, reply);
    }

    private int read(long node, int length) {
        if (length < Protocol.IN_HEADER + 20) {
            return Constants.EINVAL;
        }
        long offset = in.getLong(Protocol.IN_HEADER + 8);
        int size = in.getInt(Protocol.IN_HEADER + 16);
        return offset < 0 || size < 0 ? Constants.EINVAL : fileSystem.read(node, offset, size, reply);
    }

    private int seek(long node, int length) {
        if (length < Protocol.IN_HEADER + Protocol.SEEK_IN) {
            return Constants.EINVAL;
        }
        long offset = in.getLong(Protocol.IN_HEADER + 8);
        if (offset < 0) {
            return Constants.ENXIO;
        }
        // The kernel answers all others itself.
        return switch (in.getInt(Protocol.IN_HEADER + 16)) {
            case Constants.SEEK_DATA -> fileSystem.seekData(node, offset, reply);
            case Constants.SEEK_HOLE -> fileSystem.seekHole(node, offset, reply);
            default -> Constants.EINVAL;
        };
    }

    private int readDirectory(long node, boolean plus, int length) {
        if (length < Protocol.IN_HEADER + 20) {
            return Constants.EINVAL;
        }
        long offset = in.getLong(Protocol.IN_HEADER + 8);
        reply.begin(in.getInt(Protocol.IN_HEADER + 16), plus);
        return offset < 0 ? Constants.EINVAL : fileSystem.readDirectory(node, offset, reply);
    }

    private int attribute(long node, int length) {
        int size = length - Protocol.IN_HEADER - Protocol.ATTRIBUTE_IN - 1;
        if (size < 1 || size > NAME_LIMIT) {
            return Constants.EINVAL;
        }
        in.get(Protocol.IN_HEADER + Protocol.ATTRIBUTE_IN, name, 0, size);
        reply.begin(in.getInt(Protocol.IN_HEADER), false);
        return fileSystem.attribute(node, name, size, reply);
    }

    private int greet(int length) {
        if (length < Protocol.IN_HEADER + 16) {
            return Constants.EINVAL;
        }
        int at = Protocol.IN_HEADER;
        int minor = in.getInt(at + 4);
        int readAhead = in.getInt(at + 8);
        int offered = in.getInt(at + 12);
        ByteBuffer out = reply.buffer();
        int to = reply.end();
        for (int i = 0; i < Protocol.INIT_OUT; i += 8) {
            out.putLong(to + i, 0);
        }
        out.putInt(to, Protocol.MAJOR);
        out.putInt(to + 4, Math.min(minor, Protocol.MINOR));
        out.putInt(to + 8, readAhead);
        out.putInt(to + 12, offered & (int) options.wanted());
        out.putShort(to + 16, (short) options.background());
        out.putShort(to + 18, (short) options.congestion());
        out.putInt(to + 20, options.largestWrite());
        out.putInt(to + 24, 1);
        out.putShort(to + 28, (short) Protocol.REQUEST_PAGES);
        if ((offered & Protocol.INIT_EXT) != 0 && length >= Protocol.IN_HEADER + 20) {
            out.putInt(to + 32, in.getInt(at + 16) & (int) (options.wanted() >>> 32));
        }
        reply.advance(Protocol.INIT_OUT);
        return 0;
    }
}
