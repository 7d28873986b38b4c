// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix.process;

import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.posix.memory.NativeMemory;
import java.util.List;

/** Waits until there is something to read from one of several files. */
public final class Readiness {
    private static final int ENTRY_SIZE = 8;
    private static final int RETURNED = 6;

    private final Posix posix;
    private final int count;
    private final NativeMemory entries;

    /** @param files known by their places in the list from now on */
    public Readiness(Posix posix, List<Descriptor> files) {
        this.posix = posix;
        this.count = files.size();
        this.entries = NativeMemory.allocate(count * ENTRY_SIZE);
        for (int place = 0; place < count; place++) {
            entries.buffer().putInt(place * ENTRY_SIZE, files.get(place).number());
            entries.buffer().putShort(place * ENTRY_SIZE + Integer.BYTES, (short) Constants.POLLIN);
        }
    }

    /** Waits as long as it takes. */
    public void await() {
        int result;
        do {
            result = posix.poll(entries.address(), count, -1);
        } while (result == -Constants.EINTR);
        PosixException.check(result, "wait for the guest");
    }

    /** Whether the last {@link #await} saw something to read there, or the end. */
    public boolean isReady(int place) {
        return entries.buffer().getShort(place * ENTRY_SIZE + RETURNED) != 0;
    }

    /** Watches one of the files no more; poll(2) passes over a negative number. */
    public void leave(int place) {
        entries.buffer().putInt(place * ENTRY_SIZE, -1);
    }
}
