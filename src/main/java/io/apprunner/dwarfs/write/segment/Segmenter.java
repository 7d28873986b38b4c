// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.segment;

import java.io.IOException;

/**
 * Cuts files into what is new and what the last blocks hold already. A hash rolls over each byte; those of every 512th
 * stored byte are known, so that any repeat of {@link RollingHash#WINDOW} + 512 bytes is met, and then followed in both
 * directions. Memory is bounded, work is linear: bytes that were compared are not compared again. Belongs to one
 * thread.
 *
 * <p>Not every repeat is worth a chunk. Within the block that is being filled the compressor finds it just as well, so
 * only long ones count; and the more chunks a file has, the longer a repeat must be.
 */
public final class Segmenter {
    private static final int BUFFER = 1 << 20;
    private static final int LONG = 1 << 16;
    /** Shorter files are taken as they are. */
    private static final int SHORTEST_FILE = 2 * RollingHash.WINDOW;

    private static final int BLOCK_CHUNK_COST = 64;

    private final SegmentSink sink;
    private final History history;
    private final PositionTable table;
    private final byte[] buffer = new byte[BUFFER];

    /** Bytes of the buffer before this are done. */
    private int done;
    /** Where the window begins. */
    private int at;
    /** The end of what was read. */
    private int limit;
    /** No repeat is looked for before this. */
    private int nextTry;
    /** The position that follows the last repeat when that reached the end of the buffer, or -1. */
    private long following = -1;

    private int repeats;
    /** The hash of the window at {@link #hashAt}. */
    private long hash;

    private int hashAt = -1;

    /** Reads the bytes of a file, or of a part of one. */
    @FunctionalInterface
    public interface Input {
        /** Reads at least one byte and at most {@code length}; gives their number, or -1 at the end. */
        int read(byte[] target, int from, int length) throws IOException;
    }

    /**
     * @param historyBits the history has 2^historyBits bytes, 16 to 30
     * @param sink takes the pieces
     */
    public Segmenter(int historyBits, SegmentSink sink) {
        this.sink = sink;
        this.history = new History(historyBits);
        this.table = new PositionTable(1 << historyBits);
    }

    /** Cuts one file, or a part of one. */
    public void add(Input input) throws IOException {
        done = 0;
        at = 0;
        limit = 0;
        nextTry = 0;
        following = -1;
        repeats = 0;
        hashAt = -1;
        boolean more = true;
        boolean first = true;
        while (more) {
            more = refill(input);
            if (!first || limit >= SHORTEST_FILE) {
                follow();
                scan();
            }
            first = false;
            fresh(more ? at : limit);
        }
    }

    /** Moves what is not done to the start of the buffer, and reads on until that is full; false at the end. */
    private boolean refill(Input input) throws IOException {
        System.arraycopy(buffer, done, buffer, 0, limit - done);
        at -= done;
        nextTry -= done;
        hashAt -= done;
        limit -= done;
        done = 0;
        while (limit < BUFFER) {
            int count = input.read(buffer, limit, BUFFER - limit);
            if (count <= 0) {
                return false;
            }
            limit += count;
        }
        return true;
    }

    /** Goes on with a repeat that reached the end of what had been read. */
    private void follow() {
        if (following >= 0) {
            int length = history.forward(following, buffer, at, limit);
            if (length > 0) {
                repeated(following, length);
            } else {
                following = -1;
            }
        }
    }

    private void scan() {
        while (limit - at > RollingHash.WINDOW) {
            long candidate = search();
            if (candidate >= 0 && !take(candidate)) {
                step();
            }
        }
    }

    /** Rolls the hash until the window may be a repeat of what is at the position that is returned; -1 at the end. */
    private long search() {
        byte[] bytes = buffer;
        int last = limit - RollingHash.WINDOW;
        int i = at;
        long stored = history.end() + i - done;
        int toStep = (int) (-stored & (PositionTable.STEP - 1));
        long oldest = history.start();
        long rolling = hashAt == i ? hash : RollingHash.of(bytes, i);
        long candidate = -1;
        while (i < last) {
            if (i >= nextTry) {
                candidate = table.find(rolling, oldest);
                if (candidate >= 0) {
                    break;
                }
            }
            if (toStep-- == 0) {
                table.insert(rolling, history.end() + i - done, oldest);
                toStep = PositionTable.STEP - 1;
            }
            rolling = RollingHash.next(rolling, bytes[i], bytes[i + RollingHash.WINDOW]);
            i++;
        }
        hash = rolling;
        hashAt = i;
        at = i;
        return candidate;
    }

    /** Passes the byte at which a search stopped for nothing. */
    private void step() {
        nextTry = Math.max(nextTry, at + 1);
    }

    /** Takes a repeat if it really is one, and long enough. */
    private boolean take(long candidate) {
        long overlap = candidate + RollingHash.WINDOW - (history.end() + at - done);
        if (overlap > 0) {
            nextTry = at + (int) overlap;
            return false;
        }
        if (candidate + RollingHash.WINDOW > history.end()) {
            fresh(at);
        }
        int forward = history.forward(candidate, buffer, at, limit);
        if (forward < RollingHash.WINDOW) {
            // Another window with this hash, or bytes that became part of a repeat after they were noted.
            table.forget(hash);
            return false;
        }
        int backward = history.backward(candidate, buffer, done, at);
        if (forward + backward < shortest(candidate)) {
            nextTry = at + forward;
            return false;
        }
        fresh(at - backward);
        repeated(candidate - backward, backward + forward);
        return true;
    }

    private int shortest(long candidate) {
        return sink.isInCurrentBlock(candidate)
                ? Math.max(LONG, BLOCK_CHUNK_COST * repeats)
                : Math.max(RollingHash.WINDOW, repeats);
    }

    private void repeated(long position, int length) {
        sink.repeated(position, length);
        repeats++;
        done += length;
        at = done;
        following = at == limit ? position + length : -1;
    }

    private void fresh(int to) {
        if (to > done) {
            sink.fresh(buffer, done, to);
            history.append(buffer, done, to);
            done = to;
            at = Math.max(at, to);
        }
    }
}
