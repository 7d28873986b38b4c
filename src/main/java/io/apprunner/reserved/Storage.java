// SPDX-License-Identifier: Apache-2.0
package io.apprunner.reserved;

import java.io.IOException;

/** The bytes of one area; offsets count from its start. */
public interface Storage {
    /** Reads {@code length} bytes. */
    byte[] read(long offset, int length) throws IOException;

    /** Writes bytes; until {@link #force} they may reach the disk in any order, in part, or not at all. */
    void write(long offset, byte[] bytes) throws IOException;

    /** Returns when everything that was written before is on the disk. */
    void force() throws IOException;
}
