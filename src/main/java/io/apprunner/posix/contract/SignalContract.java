// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix.contract;

import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.Posix;
import io.apprunner.posix.memory.NativeMemory;
import io.apprunner.posix.process.OwnSignals;
import io.apprunner.posix.process.Readiness;
import io.apprunner.posix.signal.SignalSet;
import io.apprunner.posix.signal.Starting;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The part of {@link PosixContract} about signals and what comes with them.
 *
 * @param posix what is checked
 */
record SignalContract(Posix posix) {
    /** As for {@link PosixContract#checks}. */
    Map<String, BooleanSupplier> checks() {
        return Map.of(
                "a child starts with the signals blocked that it is to have blocked", this::blocked,
                "what is ignored by our starter is not what we ignore ourselves", this::ignored,
                "a message arrives whole, and the end of the other end is told", this::messages);
    }

    private boolean blocked() {
        SignalSet set = SignalSet.of(Constants.SIGHUP, Constants.SIGTERM);
        Starting how = new Starting(false, Optional.empty(), set, SignalSet.NONE);
        String script = "while read -r k v; do case $k in SigBlk:) test $((0x$v & 0x7fffffff)) = " + set.bits()
                + " || exit 1;; esac; done < /proc/self/status";
        List<String> words = List.of("sh", "-c", script);
        return posix.waitFor(posix.spawn("/bin/sh", words, List.of(), Map.of(), how)) == 0;
    }

    private boolean ignored() {
        posix.outliveSizeLimit();
        return !new OwnSignals(posix).ignored().contains(Constants.SIGXFSZ);
    }

    private boolean messages() {
        try (Descriptor.Ends ends = posix.socketPair();
                NativeMemory memory = NativeMemory.allocate(8)) {
            ends.ours().writeFully("ab".getBytes(StandardCharsets.US_ASCII), "write");
            ends.ours().writeFully("c".getBytes(StandardCharsets.US_ASCII), "write");
            Readiness readiness = new Readiness(posix, List.of(ends.theirs()));
            readiness.await();
            boolean isFirst = readiness.isReady(0) && ends.theirs().read(memory.address(), 8) == 2;
            boolean isSecond = ends.theirs().read(memory.address(), 8) == 1;
            ends.ours().close();
            return isFirst && isSecond && ends.theirs().read(memory.address(), 8) == 0;
        }
    }
}
