// SPDX-License-Identifier: Apache-2.0
package io.apprunner.expansion;

import io.apprunner.bwrap.host.UserNamespaces;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.image.ImageLocator;
import io.apprunner.image.OpenImage;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.MemoryFile;
import io.apprunner.posix.Posix;
import io.apprunner.subprocess.Invocation;
import io.apprunner.subprocess.MessageWriter;
import io.apprunner.subprocess.Outcome;
import io.apprunner.subprocess.Program;
import io.apprunner.subprocess.Role;
import io.apprunner.subprocess.SelfCommand;
import io.apprunner.subprocess.Subprocess;
import io.apprunner.text.RawText;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs commands that an image has stored in a {@link SealedSandbox}, with the tools that the image carries. */
@ApplicationScoped
public class SealedShell implements Substitution {
    private static final int OUTPUT_LIMIT = 64 << 10;

    /** Descriptors of the process that becomes bubblewrap. */
    private static final int PROGRAM = 12;

    private static final int ORDER = 13;

    private static final String RULES =
            "such commands have 2 s and 64 KiB, the bundled bash and busybox, and nothing of the host";

    private final Posix posix;
    private final Subprocess subprocess;
    private final ImageLocator locator;
    private final SelfCommand commands;

    /** Copies of the image's tools; they last as long as this process, and are closed when it becomes another one. */
    private final Map<String, MemoryFile> tools = new HashMap<>();

    /** Made by CDI. */
    public SealedShell(Posix posix, Subprocess subprocess, ImageLocator locator, SelfCommand commands) {
        this.posix = posix;
        this.subprocess = subprocess;
        this.locator = locator;
        this.commands = commands;
    }

    @Override
    public String evaluate(String command, Map<String, String> variables, Duration limit) {
        try (Opened files = new Opened(new ArrayList<>())) {
            UserNamespaces.check();
            OpenImage image = locator.open();
            files.add(image.descriptor());
            List<String> environment = variables.entrySet().stream()
                    .map(variable -> variable.getKey() + "=" + variable.getValue())
                    .toList();
            Invocation invocation = bubblewrap(image, files, command, environment, limit)
                    .passing(copy(image, "bash", files), SealedSandbox.SHELL)
                    .passing(copy(image, "busybox", files), SealedSandbox.APPLETS)
                    .keeping(OUTPUT_LIMIT);
            Outcome outcome = subprocess.run(invocation).success();
            return RawText.decode(outcome.output());
        } catch (AppRunnerException e) {
            throw new AppRunnerException(
                    e.code(),
                    "cannot evaluate the stored $(" + command + "): " + reason(e),
                    e.hint().isEmpty() ? RULES : e.hint(),
                    e);
        }
    }

    /** What is closed at the end. */
    private record Opened(List<Descriptor> all) implements AutoCloseable {
        Descriptor add(Descriptor one) {
            all.add(one);
            return one;
        }

        @Override
        public void close() {
            all.forEach(Descriptor::close);
        }
    }

    /** Never as root, whose processes nobody counts. */
    private Invocation bubblewrap(
            OpenImage image, Opened files, String command, List<String> environment, Duration limit) {
        List<String> arguments = SealedSandbox.arguments(command);
        // The system call finds the program after it has given away the numbers of this process.
        Descriptor bwrap = files.add(copy(image, "bwrap", files).duplicate(ORDER + 1));
        if (posix.userId() != 0) {
            return Invocation.of(Program.open(bwrap, "bwrap"), arguments, environment, limit);
        }
        List<String> words = new ArrayList<>(List.of("bwrap"));
        words.addAll(arguments);
        byte[] order = MessageWriter.bytes(new Demotion.Order(PROGRAM, words));
        Descriptor self = files.add(image.descriptor().duplicate(ORDER + 1));
        List<String> demoted = commands.role(Role.DEMOTE, self, ORDER);
        return Invocation.of(
                        new Program("bwrap", demoted.getFirst()),
                        demoted.subList(1, demoted.size()),
                        environment,
                        limit)
                .passing(bwrap, PROGRAM)
                .passing(files.add(MemoryFile.of(posix, "order", order).descriptor()), ORDER);
    }

    private static String reason(AppRunnerException failure) {
        return failure.code() == ErrorCode.LIMIT
                ? "it ran for too long or wrote too much"
                : String.valueOf(failure.getMessage());
    }

    /** A tool's copy in memory, at its start. */
    private synchronized Descriptor copy(OpenImage image, String name, Opened files) {
        MemoryFile tool = tools.computeIfAbsent(name, any -> image.toolInMemory(posix, name));
        return files.add(posix.open(tool.descriptor().path(), Constants.O_RDONLY));
    }
}
