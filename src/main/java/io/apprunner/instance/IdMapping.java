// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance;

import io.apprunner.bwrap.host.SubordinateIds;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.MemoryFile;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.text.RawText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Maps ids of the user into the outer sandbox's user namespace while bubblewrap waits for it: only programs of root may
 * map more than one.
 *
 * @param information bubblewrap tells its child's process id there
 * @param ready it goes on when a byte comes from there
 */
record IdMapping(Posix posix, SubordinateIds ids, Descriptor.Pipe information, Descriptor.Pipe ready) {
    private static final Pattern CHILD = Pattern.compile("\"child-pid\": ([0-9]+)");
    private static final int INFORMATION = 1 << 12;

    static IdMapping of(Posix posix, SubordinateIds ids) {
        return new IdMapping(posix, ids, posix.pipe(), posix.pipe());
    }

    /** What the sandbox inherits, behind a number. */
    Map<Integer, Descriptor> descriptors(int last) {
        return Map.of(last + 1, information.writer(), last + 2, ready.reader());
    }

    /** bubblewrap's options for them. */
    static List<String> options(int last) {
        return List.of("--info-fd", Integer.toString(last + 1), "--userns-block-fd", Integer.toString(last + 2));
    }

    /**
     * Maps them.
     *
     * @throws AppRunnerException when a program refuses to, with what it says
     */
    void map() {
        information.writer().close();
        String told = RawText.decode(information.reader().readUpTo(INFORMATION, "learn who bubblewrap's child is"));
        Matcher child = CHILD.matcher(told);
        if (child.find()) { // otherwise bubblewrap has said why it has none
            run(ids.users(), child.group(1));
            run(ids.groups(), child.group(1));
            ready.writer().writeFully(new byte[1], "let bubblewrap go on");
        }
        ready.writer().close();
        ready.reader().close(); // until now, because a write to a pipe that nobody reads is an error
        information.reader().close();
    }

    private void run(List<String> program, String child) {
        List<String> command = new ArrayList<>(program);
        command.add(1, child);
        try (MemoryFile words = MemoryFile.empty(posix, "words")) {
            Map<Integer, Descriptor> descriptors = new HashMap<>(Map.of(Constants.STDERR, words.descriptor()));
            int process = PosixException.started(
                    posix.spawn(program.getFirst(), command, List.of(), descriptors), program.getFirst());
            if (PosixException.check(posix.waitFor(process), "wait for it") != 0) {
                throw new AppRunnerException(
                        ErrorCode.HOST,
                        "user ids could not be mapped: "
                                + RawText.decode(words.content()).strip(),
                        "fim-doctor tells more");
            }
        }
    }
}
