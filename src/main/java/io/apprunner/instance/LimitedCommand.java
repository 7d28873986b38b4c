// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance;

import io.apprunner.db.Limits;
import io.apprunner.db.Limits.Kind;
import java.util.ArrayList;
import java.util.List;

/** A command that the guest's shell runs within limits, which nothing that it starts can raise again. */
final class LimitedCommand {
    private static final int KIB = 10;

    private LimitedCommand() {}

    /**
     * The command; as it is where nothing limits it.
     *
     * @param shell the path of the guest's shell
     */
    static List<String> of(String shell, Limits limits, List<String> command) {
        // A limit that cannot be set is one that is lower already.
        String script = limits.of(Kind.PROCESSES)
                        .map(count -> "ulimit -u " + count + " 2> /dev/null; ")
                        .orElse("")
                + limits.of(Kind.MEMORY)
                        .map(bytes -> "ulimit -d " + (bytes >> KIB) + " 2> /dev/null; ")
                        .orElse("");
        if (script.isEmpty()) {
            return command;
        }
        // The program is data for the shell, never part of its script.
        List<String> words = new ArrayList<>(List.of(shell, "-p", "-c", script + "\"$@\"", "bash"));
        words.addAll(command);
        return List.copyOf(words);
    }
}
