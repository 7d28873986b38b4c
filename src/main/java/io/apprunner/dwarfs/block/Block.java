// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.block;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.FormatException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A block in a {@link BlockCache}, pinned from {@link BlockCache#acquire} to {@link #release}. One thread at a time
 * decodes it further; others wait only until the bytes that they need are there.
 */
public final class Block {
    /** Bytes that one step decodes at least. */
    private static final int STEP = 1 << 18;

    /** Bytes that are decoded ahead of a reader at least. */
    private static final int LEAD = 4 << 20;

    final DwarfsImage image;
    final int number;
    final int sizeClass;
    /** Guarded by the lock of the cache, as are the next three. */
    int pins;

    boolean isDropped;

    @Nullable
    Block older;

    @Nullable
    Block newer;

    /** Guarded by the {@link ReadAhead}. */
    boolean isQueued;

    private final BlockCache cache;
    private final BlockDecoder decoder;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition progress = lock.newCondition();
    private boolean isDecoding;
    private volatile @Nullable AppRunnerException failure;
    private final int size;
    /** Bytes from the start that are decoded; written after them, so that who reads it sees them. */
    private volatile int available;

    /** Set before {@link #available} first grows. */
    private @Nullable ByteBuffer buffer;

    private long address;
    private volatile @Nullable Object attachment;

    /** These three are for read-ahead. No lock: a lost update costs a little of it. */
    private volatile boolean hasReader;

    private volatile int mark = STEP;
    private volatile int goal;

    Block(BlockCache cache, DwarfsImage image, int number, BlockDecoder decoder, @Nullable ByteBuffer buffer) {
        this.cache = cache;
        this.image = image;
        this.number = number;
        this.decoder = decoder;
        this.size = decoder.size;
        this.sizeClass = BufferPool.sizeClass(decoder.size);
        if (buffer != null) {
            hold(buffer);
        }
    }

    private void hold(ByteBuffer memory) {
        buffer = memory;
        address = memory.isDirect() ? MemorySegment.ofBuffer(memory).address() : 0;
    }

    /** Where the first byte of {@link #buffer} is in native memory; 0 when the cache was given buffers on the heap. */
    public long address() {
        return address;
    }

    /**
     * What a user of the block left with {@link #attach}, so that an object that goes with a block is made once and not
     * for each read.
     */
    public @Nullable Object attachment() {
        return attachment;
    }

    /** Leaves an object with the block for as long as it is in the cache; the last one stays. */
    public void attach(Object object) {
        attachment = object;
    }

    /**
     * The decoded bytes, from the start of the block at least to where the caller asked for. Direct; not to be changed,
     * nor its position or limit; valid until {@link #release}.
     */
    public ByteBuffer buffer() {
        if (buffer == null) {
            throw new IllegalStateException("nothing is decoded");
        }
        return buffer;
    }

    /** Bytes of the whole block. */
    int size() {
        return size;
    }

    /** Bytes that are decoded by now. */
    public int available() {
        return available;
    }

    /** Ends the use of the block. Preconditions: called once for each {@link BlockCache#acquire}. */
    public void release() {
        cache.release(this);
    }

    /** The memory to give back; the block must not be used any more. */
    @Nullable
    ByteBuffer retire() {
        decoder.close();
        return buffer;
    }

    /** Refuses a block that could not be decoded any further after its first bytes were handed out. */
    void checkFailure() {
        AppRunnerException known = failure;
        if (known != null) {
            throw known;
        }
    }

    /** Returns when bytes up to {@code end} are there; decodes them when no other thread does. */
    void await(int end, IntFunction<ByteBuffer> allocator) {
        lock.lock();
        try {
            while (true) {
                checkFailure();
                if (end > size) {
                    throw tooShort(end);
                }
                if (available >= end && buffer != null) {
                    return;
                }
                proceed(end, allocator);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Decodes the whole block, whatever its size; returns that. */
    int finish(IntFunction<ByteBuffer> allocator) {
        lock.lock();
        try {
            while (available < size || buffer == null) {
                proceed(size, allocator);
            }
            checkFailure();
            return size;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether the block should be decoded further than to {@code end}, which somebody asked for: up to twice what was
     * asked for until now, or a little more at first. The first one who asks for more than the first bytes may be
     * somebody who reads here and there.
     */
    boolean isWorthReadAhead(int end) {
        if (end <= mark || available == size) {
            return false;
        }
        if (!hasReader) {
            hasReader = true;
            return false;
        }
        int reached = Math.max(end, available);
        mark = reached;
        goal = (int) Math.min(size, reached + (long) Math.max(reached, LEAD));
        return true;
    }

    /** Whether readers went so far through the block that all of it is decoded, and the next one may be read soon. */
    boolean isReadOn() {
        return hasReader && available == size;
    }

    /** Makes the start of a block worth decoding that nobody has asked for much of; whether it was not before. */
    boolean expectStart() {
        if (goal > 0) {
            return false;
        }
        goal = Math.min(size, LEAD);
        return true;
    }

    /** Makes all of the block worth decoding. */
    void expectAll() {
        mark = size;
        goal = size;
    }

    /** A step nearer to what was found worth decoding; returns whether there is more to do. */
    boolean decodeAhead(IntFunction<ByteBuffer> allocator) {
        lock.lock();
        try {
            if (available < goal) {
                proceed(goal, allocator);
            }
            return available < goal && available < size;
        } finally {
            lock.unlock();
        }
    }

    /** One step nearer to {@code end}, by this thread or another; callers look again in a loop. */
    @SuppressWarnings("WaitNotInLoop")
    private void proceed(int end, IntFunction<ByteBuffer> allocator) {
        checkFailure();
        if (isDecoding) {
            progress.awaitUninterruptibly();
        } else {
            step(end, allocator);
        }
    }

    private FormatException tooShort(int end) {
        return image.file().place(image.block(number).offset()).bad("a block of at least " + end + " bytes", size);
    }

    /** Decodes some more; the lock is held before and after, but not meanwhile. */
    private void step(int end, IntFunction<ByteBuffer> allocator) {
        isDecoding = true;
        lock.unlock();
        @Nullable AppRunnerException problem = null;
        int reached = -1;
        try {
            reached = advance(end, allocator);
        } catch (AppRunnerException e) {
            problem = e;
        } catch (OutOfMemoryError e) {
            problem = new AppRunnerException(ErrorCode.LIMIT, "no memory for a block of " + size + " bytes", "", e);
        } finally {
            if (reached < 0 && problem == null) {
                problem = new AppRunnerException(ErrorCode.INTERNAL, "a block could not be decoded", "");
            }
            lock.lock();
            isDecoding = false;
            failure = problem;
            if (problem == null) {
                available = reached;
            } else if (!(problem instanceof FormatException)) {
                // Another attempt may succeed where the file itself is not at fault.
                cache.drop(this);
            }
            progress.signalAll();
        }
    }

    private int advance(int end, IntFunction<ByteBuffer> allocator) {
        ByteBuffer target = buffer;
        if (target == null) {
            target = allocator.apply(1 << sizeClass);
            hold(target);
        }
        int from = available;
        if (size == 0) {
            return 0;
        }
        int goal = (int) Math.min(size, (Math.min(end, from + (long) STEP) + STEP - 1) / STEP * STEP);
        return decoder.advance(target, from, goal);
    }
}
