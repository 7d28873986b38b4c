// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.Posix;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Open files that the guest's program has from whoever called us, under the same numbers: those from 3 on. Each of our
 * processes on the way keeps them for the next one and then closes its own, so that the end of a pipe is seen when the
 * guest closes it.
 *
 * @param count how many; all others are closed to the guest
 */
public record PassedDescriptors(int count) {
    /** The standard ones, which every program has. */
    static final int FIRST = 3;

    /** More than any script has; the guest's shell has numbers of its own above. */
    private static final int LIMIT = 200;

    /** No files but the standard ones. */
    public static final PassedDescriptors NONE = new PassedDescriptors(0);

    /**
     * Descriptors of this process, which must not have opened any other yet.
     *
     * @throws AppRunnerException when one of them is not open, or there are too many
     */
    public static PassedDescriptors inherited(Posix posix, int count) {
        if (count < 0 || count > LIMIT) {
            throw new AppRunnerException(
                    ErrorCode.USAGE, count + " descriptors cannot be preserved", "choose 0 to " + LIMIT);
        }
        PassedDescriptors passed = new PassedDescriptors(count);
        passed.all(posix).filter(descriptor -> !descriptor.isOpen()).findFirst().ifPresent(missing -> {
            throw new AppRunnerException(
                    ErrorCode.USAGE,
                    "descriptor " + missing.number() + " is to be preserved, but it is not open",
                    "--preserve-fds 2 needs 3 and 4, as in: fim-exec --preserve-fds 2 program 3<file 4>log");
        });
        return passed;
    }

    /** The lowest number behind them. */
    int end() {
        return FIRST + count;
    }

    /** Lets the programs that this process starts or becomes have them. */
    void keepOnExec(Posix posix) {
        all(posix).forEach(Descriptor::keepOnExec);
    }

    /** Closes those of this process. */
    void close(Posix posix) {
        all(posix).forEach(Descriptor::close);
    }

    private Stream<Descriptor> all(Posix posix) {
        return IntStream.range(FIRST, end()).mapToObj(number -> Descriptor.of(posix, number));
    }
}
