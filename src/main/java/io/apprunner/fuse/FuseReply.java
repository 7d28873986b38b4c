// SPDX-License-Identifier: Apache-2.0
package io.apprunner.fuse;

import io.apprunner.posix.Constants;
import io.apprunner.posix.MappedMemory;
import io.apprunner.posix.Posix;
import io.apprunner.posix.memory.NativeMemory;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request, as the file system fills it. One object belongs to one server thread and is used again for
 * every request; nothing in it allocates.
 */
public final class FuseReply {
    /** Room for the header and one answer that is not file data; READDIR answers are as large as the kernel asks. */
    private static final int BODY = 128 * 1024;

    /** The kernel takes 1024 vectors at once. */
    private static final int MAX_PIECES = 1000;

    /** Pieces from this size on are never copied. */
    private static final int LARGE_PIECE = 4096;

    /**
     * From here on there must be a vector left for each large piece of the largest answer and for what is between them.
     */
    private static final int MANY_PIECES = MAX_PIECES - 2 * (Protocol.REQUEST_SIZE / LARGE_PIECE + 1);

    /** Entries that the largest answer has at most. */
    private static final int GIVEN = BODY / (Protocol.ENTRY + Protocol.DIRENT);

    private static final Releasable NOTHING = () -> {};

    private final long validity;
    private final MappedMemory memory;
    private final NativeMemory vectors = NativeMemory.allocate(16 * (MAX_PIECES + 1));
    private final ByteBuffer buffer;
    private final @Nullable Releasable[] held = new Releasable[MAX_PIECES];
    private int end;
    private int limit;
    private @Nullable NativeMemory copies;
    private int copied;
    private boolean lastIsCopy;
    private int pieces;
    private int pieceBytes;
    private boolean plus;
    private int user;
    private int group;
    private int process;
    /** Nodes that this answer gives the kernel references to. */
    private final long[] given = new long[GIVEN];

    private int givenCount;

    /** Something that must stay in place until the answer has been sent. */
    public interface Releasable {
        /** Called once, after the answer was sent. */
        void release();
    }

    FuseReply(Posix posix, ConnectionOptions options) {
        validity = options.validity();
        // Not zeroed: most answers are short, and a page that is not touched costs nothing.
        memory = MappedMemory.of(posix, Protocol.OUT_HEADER + BODY);
        buffer = memory.buffer();
    }

    void begin(int room, boolean withAttributes) {
        end = Protocol.OUT_HEADER;
        limit = Protocol.OUT_HEADER + Math.clamp(room, 0, BODY);
        pieces = 0;
        pieceBytes = 0;
        copied = 0;
        lastIsCopy = false;
        plus = withAttributes;
        givenCount = 0;
    }

    void asked(int byUser, int byGroup, int byProcess) {
        user = byUser;
        group = byGroup;
        process = byProcess;
    }

    /** The user who asks. */
    public int user() {
        return user;
    }

    /** The group of who asks. */
    public int group() {
        return group;
    }

    /** The thread that asks, as this process numbers it; 0 when it cannot be seen from here. */
    public int process() {
        return process;
    }

    /** Answers a look-up with the node that was found. */
    public void entry(long node, NodeAttributes from) {
        putEntry(node, from, validity);
    }

    /** As {@link #entry}, but the kernel asks again whenever the name is used. */
    public void passingEntry(long node, NodeAttributes from) {
        putEntry(node, from, 0);
    }

    /** Answers a look-up with "there is no such name", which the kernel may remember. */
    public void noEntry() {
        zero(Protocol.ENTRY);
        buffer.putLong(end + 16, validity);
        end += Protocol.ENTRY;
    }

    /** As {@link #noEntry}, but the kernel asks again. */
    public void noPassingEntry() {
        zero(Protocol.ENTRY);
        end += Protocol.ENTRY;
    }

    /** Adds to an entry that the file is open, without a handle. */
    public void opened() {
        zero(16);
        end += 16;
    }

    /** Answers with the flags of FS_IOC_GETFLAGS. */
    public void flags(int flags) {
        zero(24);
        buffer.putInt(end + 16, flags);
        end += 20;
    }

    /** Answers with the attributes of a node. */
    public void attributes(long node, NodeAttributes from) {
        buffer.putLong(end, validity);
        buffer.putLong(end + 8, 0);
        AttributeBytes.put(buffer, end + 16, node, from);
        end += 16 + Protocol.ATTRIBUTES;
    }

    /** Answers with bytes from the heap. */
    public void bytes(byte[] bytes, int length) {
        buffer.put(end, bytes, 0, length);
        end += length;
    }

    /**
     * Answers with the value of an extended attribute, or with its size when only that was asked.
     *
     * @return 0, or ERANGE when there is not enough room for it
     */
    public int attribute(byte[] value) {
        int room = limit - Protocol.OUT_HEADER;
        if (room == 0) {
            buffer.putLong(end, value.length);
            end += Long.BYTES;
            return 0;
        }
        if (value.length > room) {
            return Constants.ERANGE;
        }
        bytes(value, value.length);
        return 0;
    }

    /**
     * Adds bytes that lie in native memory.
     *
     * @param address where they are
     * @param length how many
     * @param holder told when they have been sent
     * @return whether there was room; when not, {@code holder} is not told
     */
    public boolean data(long address, int length, Releasable holder) {
        if (pieces == MAX_PIECES) {
            return false;
        }
        held[pieces] = holder;
        pieces++;
        lastIsCopy = false;
        vectors.buffer().putLong(16 * pieces, address);
        vectors.buffer().putLong(16 * pieces + 8, length);
        pieceBytes += length;
        return true;
    }

    /**
     * Whether a piece of so many bytes is to be added by {@link #copy}: when there are so many pieces that a short
     * answer, which the kernel takes for the end of the file, would have to be feared.
     */
    public boolean wantsCopy(int length) {
        return pieces >= MANY_PIECES && length < LARGE_PIECE;
    }

    /**
     * Adds a copy of some bytes of a direct buffer, which need not stay in place.
     *
     * @return whether there was room
     */
    public boolean copy(ByteBuffer source, int from, int length) {
        NativeMemory memory = copies();
        if (length > Protocol.REQUEST_SIZE - copied) {
            return false;
        }
        memory.buffer().put(copied, source, from, length);
        if (lastIsCopy) {
            int at = 16 * pieces + 8;
            vectors.buffer().putLong(at, vectors.buffer().getLong(at) + length);
            pieceBytes += length;
        } else if (!data(memory.address() + copied, length, NOTHING)) {
            return false;
        }
        lastIsCopy = true;
        copied += length;
        return true;
    }

    /**
     * Adds one entry to the answer to a directory read.
     *
     * @param node the entry's node
     * @param name its name; {@code length} bytes count
     * @param next the position after this entry
     * @return whether there was room
     */
    public boolean directoryEntry(long node, byte[] name, int length, long next, NodeAttributes from) {
        int fixed = plus ? Protocol.ENTRY : 0;
        int size = fixed + Protocol.DIRENT + ((length + 7) & ~7);
        if (end + size > limit) {
            return false;
        }
        if (plus) {
            if (isDots(name, length)) {
                zero(Protocol.ENTRY);
                end += Protocol.ENTRY;
            } else {
                putEntry(node, from, validity);
            }
        }
        buffer.putLong(end, from.number(node));
        buffer.putLong(end + 8, next);
        buffer.putInt(end + 16, length);
        buffer.putInt(end + 20, (from.mode(node) >> 12) & 0xf);
        buffer.putLong(end + Protocol.DIRENT + ((length - 1) & ~7), 0);
        buffer.put(end + Protocol.DIRENT, name, 0, length);
        end += size - fixed;
        return true;
    }

    /** Answers with the file system's figures: blocks of {@code blockSize} bytes and files, none of them free. */
    public void fileSystem(long blocks, long files, int blockSize) {
        zero(Protocol.STATFS_OUT);
        buffer.putLong(end, blocks);
        buffer.putLong(end + 24, files);
        buffer.putInt(end + 40, blockSize);
        buffer.putInt(end + 44, 255);
        buffer.putInt(end + 48, blockSize);
        end += Protocol.STATFS_OUT;
    }

    /** Answers with the figures of a file system as the kernel's struct statfs has them. */
    public void fileSystem(ByteBuffer statfs) {
        zero(Protocol.STATFS_OUT);
        for (int i = 0; i < 40; i += 8) {
            buffer.putLong(end + i, statfs.getLong(16 + i));
        }
        buffer.putInt(end + 40, (int) statfs.getLong(8));
        buffer.putInt(end + 44, (int) Math.min(255, statfs.getLong(64)));
        buffer.putInt(end + 48, (int) statfs.getLong(72));
        end += Protocol.STATFS_OUT;
    }

    /** Answers with how many bytes were written or copied. */
    public void count(long bytes) {
        buffer.putLong(end, bytes);
        end += Long.BYTES;
    }

    /** Whether entries of the directory that is read are wanted with their attributes, and give references. */
    public boolean wantsAttributes() {
        return plus;
    }

    /**
     * Native memory for bytes that {@link #filled} adds then.
     *
     * @param length up to 1 MiB in all
     */
    public long space(int length) {
        NativeMemory memory = copies();
        if (length > Protocol.REQUEST_SIZE - copied) {
            throw new FuseException(Constants.EINVAL);
        }
        return memory.address() + copied;
    }

    /** Adds the first bytes of the memory that {@link #space} gave. */
    public void filled(int length) {
        data(copies().address() + copied, length, NOTHING);
        copied += length;
    }

    private NativeMemory copies() {
        NativeMemory memory = copies;
        if (memory == null) {
            memory = NativeMemory.allocate(Protocol.REQUEST_SIZE);
            copies = memory;
        }
        return memory;
    }

    /** Answers a search in a file with the byte where its aim begins. */
    public void position(long offset) {
        buffer.putLong(end, offset);
        end += Long.BYTES;
    }

    /** Gives the memory back. Preconditions: it is not used any more. */
    void close() {
        memory.close();
    }

    int givenCount() {
        return givenCount;
    }

    long given(int index) {
        return given[index];
    }

    ByteBuffer buffer() {
        return buffer;
    }

    int end() {
        return end;
    }

    void advance(int bytes) {
        end += bytes;
    }

    /** Makes the reply ready to be sent and returns the number of pieces; {@link #vectors} has them. */
    int seal(long unique, int errno) {
        boolean failed = errno != 0;
        int body = failed ? Protocol.OUT_HEADER : end;
        buffer.putInt(0, body + (failed ? 0 : pieceBytes));
        buffer.putInt(4, -errno);
        buffer.putLong(8, unique);
        vectors.buffer().putLong(0, memory.address());
        vectors.buffer().putLong(8, body);
        return failed ? 1 : pieces + 1;
    }

    long vectors() {
        return vectors.address();
    }

    void release() {
        for (int i = 0; i < pieces; i++) {
            Releasable holder = held[i];
            held[i] = null;
            if (holder != null) {
                holder.release();
            }
        }
        pieces = 0;
    }

    private static boolean isDots(byte[] name, int length) {
        return name[0] == '.' && (length == 1 || (length == 2 && name[1] == '.'));
    }

    private void putEntry(long node, NodeAttributes from, long nameValidity) {
        given[givenCount++] = node;
        buffer.putLong(end, node);
        buffer.putLong(end + 8, 0);
        buffer.putLong(end + 16, nameValidity);
        buffer.putLong(end + 24, validity);
        buffer.putLong(end + 32, 0);
        AttributeBytes.put(buffer, end + 40, node, from);
        end += Protocol.ENTRY;
    }

    private void zero(int length) {
        for (int i = 0; i < length; i += 8) {
            buffer.putLong(end + i, 0);
        }
    }
}
