// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay;

import static io.apprunner.fuse.FuseException.check;

import io.apprunner.filesystems.overlay.layer.Layer;
import io.apprunner.fuse.FuseException;
import io.apprunner.posix.Constants;
import io.apprunner.posix.folder.ContentCalls;
import io.apprunner.posix.memory.NativeMemory;

/**
 * Copies the bytes of a layer's file; holes stay holes.
 *
 * @param contents writes them
 */
record ContentCopy(ContentCalls contents) {
    private static final int PIECE = 1 << 20;

    /** Copies the first {@code size} bytes to an empty open file, which has that size then. */
    void copy(Layer layer, int file, long size, int target) {
        try (NativeMemory memory = NativeMemory.allocate(Math.clamp(size, 1, PIECE))) {
            long at = layer.nextData(file, 0);
            while (at >= 0 && at < size) {
                long end = Math.min(size, layer.nextHole(file, at));
                range(layer, file, at, end, memory, target);
                at = end < size ? layer.nextData(file, end) : -1;
            }
        }
        check(contents.truncate(target, size));
    }

    /** Copies a range to the same or another place; gives how many bytes there were. */
    long range(Layer layer, int file, long from, long end, NativeMemory memory, int target) {
        return range(layer, file, from, end, memory, target, from);
    }

    long range(Layer layer, int file, long from, long end, NativeMemory memory, int target, long targetOffset) {
        long at = from;
        while (at < end) {
            memory.buffer().clear().limit((int) Math.min(memory.buffer().capacity(), end - at));
            int count = layer.read(file, at, memory.buffer());
            if (count == 0) {
                break;
            }
            write(memory.address(), count, target, targetOffset + at - from);
            at += count;
        }
        return at - from;
    }

    private void write(long address, int length, int target, long offset) {
        int done = 0;
        while (done < length) {
            long count = check(contents.write(target, address + done, length - done, offset + done));
            if (count == 0) {
                throw new FuseException(Constants.ENOSPC);
            }
            done += (int) count;
        }
    }
}
