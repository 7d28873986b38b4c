// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.segment;

/** Takes the pieces of which a file consists, in their order. */
public interface SegmentSink {
    /** New bytes, which are to be stored behind all others. */
    void fresh(byte[] bytes, int from, int to);

    /**
     * Bytes that are stored already.
     *
     * @param position how many bytes had been stored before them
     */
    void repeated(long position, int length);

    /** Whether what is stored at {@code position} goes into the block that is being filled. */
    boolean isInCurrentBlock(long position);
}
