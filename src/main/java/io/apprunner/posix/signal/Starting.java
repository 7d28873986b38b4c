// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix.signal;

import java.util.Optional;

/**
 * How a program is started.
 *
 * @param leadsGroup whether it leads a process group of its own, which the terminal's signals do not reach and which
 *     can be killed as a whole
 * @param folder its working folder; nothing for ours
 * @param blocked the signals that are blocked; all others are not
 * @param ignored the signals that stay ignored where we ignore them; all others have their default
 */
public record Starting(boolean leadsGroup, Optional<String> folder, SignalSet blocked, SignalSet ignored) {
    /** In our group and folder, with no signal blocked or ignored. */
    public static final Starting PLAIN = new Starting(false, Optional.empty(), SignalSet.NONE, SignalSet.NONE);

    /** As the leader of a group, in a folder of its own or ours, with no signal blocked or ignored. */
    public static Starting inGroup(Optional<String> folder) {
        return new Starting(true, folder, SignalSet.NONE, SignalSet.NONE);
    }
}
