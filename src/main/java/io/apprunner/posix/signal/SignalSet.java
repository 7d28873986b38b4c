// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix.signal;

import java.util.stream.IntStream;

/**
 * A set of the signals 1 to 31; the real-time ones are nobody's.
 *
 * @param bits bit n - 1 is signal n, as the kernel's sigset_t has it
 */
public record SignalSet(long bits) {
    /** No signal. */
    public static final SignalSet NONE = new SignalSet(0);

    /** All of them. */
    public static final SignalSet ALL = new SignalSet(0x7fff_ffffL);

    /** These signals. */
    public static SignalSet of(int... signals) {
        return new SignalSet(IntStream.of(signals).mapToLong(SignalSet::bit).reduce(0, (before, bit) -> before | bit));
    }

    /** Whether a signal is one of them. */
    public boolean contains(int signal) {
        return (bits & bit(signal)) != 0;
    }

    /** Those that are not in the other set. */
    public SignalSet without(SignalSet other) {
        return new SignalSet(bits & ~other.bits);
    }

    private static long bit(int signal) {
        return 1L << (signal - 1);
    }
}
