// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.block;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.error.AppRunnerException;
import java.nio.ByteBuffer;
import java.util.IdentityHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Decoded blocks of one or several images in a bounded amount of native memory. Safe for several threads. A block is
 * decoded once, no further than asked, and its whole payload is compared with its checksum before the first byte is
 * given out; the least recently used one that nobody holds makes room for another.
 *
 * <p>When all blocks are held and memory is used up, {@link #acquire} waits a moment for one of them. Then it takes
 * memory beyond the budget until blocks are released, because threads that hold some and wait for others would wait
 * forever.
 */
public final class BlockCache implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(50);

    /** The largest first block, in bytes, that is decoded before it is asked for. */
    private static final int ANTICIPATED = 4 << 20;

    /** With room for so many blocks, one that nobody may read pushes out none that somebody reads. */
    private static final int MANY = 4;

    private final BlockMemory allocator;
    private final DecoderPool decoders = new DecoderPool();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition released = lock.newCondition();
    /** All that follows is guarded by the lock. */
    private final BufferPool pool;

    private final IdentityHashMap<DwarfsImage, @Nullable Block[]> blocks = new IdentityHashMap<>();
    /** Ends of the list of blocks that nobody holds. */
    private @Nullable Block oldest;

    private @Nullable Block newest;
    private int held;
    /** Threads that wait for memory; changed under the lock. */
    private volatile int waiting;

    private volatile @Nullable ReadAhead readAhead;

    /**
     * A cache in direct buffers.
     *
     * @param budget bytes of native memory; a single block that is larger is kept all the same
     */
    public BlockCache(long budget) {
        this(budget, ByteBuffer::allocateDirect);
    }

    /** As above, with buffers from {@code allocator}. */
    public BlockCache(long budget, BlockMemory allocator) {
        this.pool = new BufferPool(budget, allocator);
        this.allocator = allocator;
    }

    /**
     * From now on, blocks that are read from front to back are decoded ahead of their readers, by other threads, where
     * the machine has a processor for them.
     */
    public void startReadAhead() {
        lock.lock();
        try {
            if (readAhead == null) {
                readAhead = new ReadAhead(this, allocator);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Starts decoding the first block of an image ahead of all readers, if blocks are decoded ahead and this one is
     * small: a writer puts what a first program reads into such blocks. A block that is damaged is left to those who
     * read it.
     */
    public void anticipate(DwarfsImage image) {
        ReadAhead ahead = readAhead;
        if (ahead == null || image.blockCount() == 0) {
            return;
        }
        try {
            Block first = acquire(image, 0, 0);
            if (first.size() <= ANTICIPATED) {
                ahead.expected(first);
            }
            first.release();
        } catch (AppRunnerException e) {
            // Who reads the block will be told.
        }
    }

    /**
     * A block of which at least bytes 0 to {@code end} are decoded. The caller must {@link Block#release} it.
     *
     * @param block below {@link DwarfsImage#blockCount}
     * @throws io.apprunner.error.FormatException when the block is damaged, shorter than {@code end}, or of a
     *     compression that is not known
     * @throws io.apprunner.error.AppRunnerException with code {@code IO} when reading fails
     */
    public Block acquire(DwarfsImage image, int block, int end) {
        Block found = pin(image, block);
        if (found == null) {
            found = add(image, block, BlockDecoder.open(image, block, decoders));
        }
        boolean isReady = false;
        try {
            if (end > found.available() || end == 0) {
                found.await(end, allocator);
            } else {
                found.checkFailure();
            }
            isReady = true;
            ReadAhead ahead = readAhead;
            if (ahead != null) {
                ahead.asked(found, end);
            }
            return found;
        } finally {
            if (!isReady) {
                release(found);
            }
        }
    }

    /** Decodes all of a block without keeping it pinned; returns its size. */
    public int decodeAll(DwarfsImage image, int block) {
        Block found = acquire(image, block, 0);
        try {
            return found.finish(allocator);
        } finally {
            found.release();
        }
    }

    private @Nullable Block pin(DwarfsImage image, int number) {
        lock.lock();
        try {
            @Nullable Block[] ofImage = blocks.get(image);
            Block block = ofImage == null ? null : ofImage[number];
            if (block != null) {
                hold(block);
            }
            return block;
        } finally {
            lock.unlock();
        }
    }

    /** Holds a block that the caller has pinned already once more. */
    void pin(Block block) {
        lock.lock();
        try {
            hold(block);
        } finally {
            lock.unlock();
        }
    }

    /** Whether somebody waits for memory. */
    boolean isShort() {
        return waiting > 0;
    }

    /** Whether there is room for a block of an image that nobody has asked for. */
    boolean isLargeFor(DwarfsImage image) {
        return pool.budget() >= (long) MANY * image.blockSize();
    }

    private void hold(Block block) {
        if (block.pins++ == 0) {
            unlink(block);
            held++;
        }
    }

    /** Adds a block, pinned, unless another thread did so meanwhile. */
    private Block add(DwarfsImage image, int number, BlockDecoder decoder) {
        int sizeClass = BufferPool.sizeClass(decoder.size);
        long patience = PATIENCE;
        lock.lock();
        try {
            while (true) {
                @Nullable Block[] ofImage = blocks.computeIfAbsent(image, key -> new Block[key.blockCount()]);
                Block known = ofImage[number];
                if (known != null) {
                    hold(known);
                    return known;
                }
                ByteBuffer buffer = pool.take(sizeClass);
                if (buffer != null || pool.reserve(sizeClass) || force(sizeClass, patience)) {
                    Block block = new Block(this, image, number, decoder, buffer);
                    ofImage[number] = block;
                    block.pins = 1;
                    held++;
                    return block;
                }
                if (oldest != null) {
                    evict(oldest);
                } else {
                    patience = awaitRelease(patience);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Goes beyond the budget when nothing can be evicted, and nothing is there to wait for. */
    private boolean force(int sizeClass, long patience) {
        if (oldest != null || (held > 0 && patience > 0)) {
            return false;
        }
        pool.force(sizeClass);
        return true;
    }

    /** Waits until a block is released, at most {@code nanos}; returns what is left of them; callers loop. */
    @SuppressWarnings({"WaitNotInLoop", "NonAtomicVolatileUpdate"}) // the lock is held
    private long awaitRelease(long nanos) {
        waiting++;
        try {
            return released.awaitNanos(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        } finally {
            waiting--;
        }
    }

    private void evict(Block block) {
        unlink(block);
        remove(block);
        pool.give(block.sizeClass, block.retire());
    }

    private void remove(Block block) {
        block.isDropped = true;
        @Nullable Block[] ofImage = blocks.get(block.image);
        if (ofImage != null && ofImage[block.number] == block) {
            ofImage[block.number] = null;
        }
    }

    /** Forgets a block that is pinned, so that the next caller starts anew. */
    void drop(Block block) {
        lock.lock();
        try {
            remove(block);
        } finally {
            lock.unlock();
        }
    }

    void release(Block block) {
        lock.lock();
        try {
            if (--block.pins > 0) {
                return;
            }
            held--;
            if (block.isDropped) {
                pool.give(block.sizeClass, block.retire());
            } else {
                link(block);
            }
            // The last one stays however large it is: who reads on would have it decoded from its start each time.
            while (oldest != null && oldest != newest && pool.isOverBudget()) {
                evict(oldest);
            }
            released.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Frees the memory of all blocks of an image, those still held when they are released. */
    public void forget(DwarfsImage image) {
        lock.lock();
        try {
            @Nullable Block[] ofImage = blocks.remove(image);
            if (ofImage == null) {
                return;
            }
            for (Block block : ofImage) {
                if (block != null && block.pins == 0) {
                    evict(block);
                } else if (block != null) {
                    block.isDropped = true;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Bytes of native memory in use for blocks, or kept for them. */
    public long memory() {
        lock.lock();
        try {
            return pool.reserved();
        } finally {
            lock.unlock();
        }
    }

    private void link(Block block) {
        block.older = newest;
        block.newer = null;
        if (newest == null) {
            oldest = block;
        } else {
            newest.newer = block;
        }
        newest = block;
    }

    private void unlink(Block block) {
        Block older = block.older;
        Block newer = block.newer;
        if (older == null) {
            oldest = newer;
        } else {
            older.newer = newer;
        }
        if (newer == null) {
            newest = older;
        } else {
            newer.older = older;
        }
        block.older = null;
        block.newer = null;
    }

    /** Frees all memory. Preconditions: no block is held. */
    @Override
    public void close() {
        ReadAhead ahead = readAhead;
        if (ahead != null) {
            ahead.close();
        }
        lock.lock();
        try {
            while (oldest != null) {
                evict(oldest);
            }
            blocks.clear();
            pool.close();
        } finally {
            lock.unlock();
        }
        decoders.close();
    }
}
