// SPDX-License-Identifier: Apache-2.0
package io.apprunner.expansion;

import io.apprunner.bwrap.UserNamespaces;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.image.ImageLocator;
import io.apprunner.image.OpenImage;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.posix.process.ProcessText;
import io.apprunner.subprocess.Invocation;
import io.apprunner.subprocess.Outcome;
import io.apprunner.subprocess.Program;
import io.apprunner.subprocess.SelfCommand;
import io.apprunner.subprocess.Subprocess;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs commands that an image has stored in a {@link SealedSandbox}, with the tools that the image carries. */
@ApplicationScoped
public class SealedShell implements Substitution {
    private static final int OUTPUT_LIMIT = 64 << 10;

    /** A descriptor of the process that becomes bubblewrap. */
    private static final int PROGRAM = 12;

    private static final String RULES =
            "such commands have 2 s and 64 KiB, the bundled bash and busybox, and nothing of the host";

    private final Posix posix;
    private final ImageLocator locator;
    private final SelfCommand self;

    /** Made by CDI. */
    public SealedShell(Posix posix, ImageLocator locator, SelfCommand self) {
        this.posix = posix;
        this.locator = locator;
        this.self = self;
    }

    @Override
    public String evaluate(String command, Map<String, String> variables, Duration limit) {
        List<Integer> files = new ArrayList<>();
        try {
            UserNamespaces.check();
            OpenImage image = locator.open();
            files.add(image.descriptor());
            List<String> environment = variables.entrySet().stream()
                    .map(variable -> variable.getKey() + "=" + variable.getValue())
                    .toList();
            Invocation invocation = bubblewrap(image, copy(image, "bwrap", files), command, environment, limit)
                    .passing(copy(image, "bash", files), SealedSandbox.SHELL)
                    .passing(copy(image, "busybox", files), SealedSandbox.APPLETS)
                    .keeping(OUTPUT_LIMIT);
            Outcome outcome = new Subprocess(posix).run(invocation).success();
            return ProcessText.decode(outcome.output());
        } catch (AppRunnerException e) {
            throw new AppRunnerException(
                    e.code(),
                    "cannot evaluate the stored $(" + command + "): " + reason(e),
                    e.hint().isEmpty() ? RULES : e.hint(),
                    e);
        } finally {
            files.forEach(posix::close);
        }
    }

    /** Never as root, whose processes nobody counts. */
    private Invocation bubblewrap(
            OpenImage image, int bwrap, String command, List<String> environment, Duration limit) {
        List<String> arguments = SealedSandbox.arguments(command);
        if (posix.userId() != 0) {
            return Invocation.of(Program.open(bwrap, "bwrap"), arguments, environment, limit);
        }
        List<String> words = new ArrayList<>(List.of("bwrap"));
        words.addAll(arguments);
        List<String> demoted = self.demote(image.descriptor(), PROGRAM, words);
        return Invocation.of(
                        new Program("bwrap", demoted.getFirst()),
                        demoted.subList(1, demoted.size()),
                        environment,
                        limit)
                .passing(bwrap, PROGRAM);
    }

    private static String reason(AppRunnerException failure) {
        return failure.code() == ErrorCode.LIMIT
                ? "it ran for too long or wrote too much"
                : String.valueOf(failure.getMessage());
    }

    /** A descriptor of a tool's copy in memory, at its start. */
    private int copy(OpenImage image, String name, List<Integer> files) {
        int file = image.toolInMemory(posix, name);
        files.add(file);
        int start = (int) PosixException.check(posix.open(Descriptor.path(file), Constants.O_RDONLY), "open " + name);
        files.add(start);
        return start;
    }
}
