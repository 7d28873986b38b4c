// SPDX-License-Identifier: Apache-2.0
package io.apprunner.expansion;

import io.apprunner.bwrap.host.UserNamespaces;
import io.apprunner.bwrap.seccomp.Architecture;
import io.apprunner.bwrap.seccomp.Filter;
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
import java.util.Set;

/** Runs commands that an image has stored in a {@link SealedSandbox}, with the tools that the image carries. */
@ApplicationScoped
public class SealedShell implements Substitution {
    /** How long commands may run, and how many bytes they may write. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final int OUTPUT_LIMIT = 64 << 10;

    /** Descriptors of the process that becomes bubblewrap. */
    private static final int PROGRAM = 13;

    private static final int ORDER = 14;

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
    public List<String> evaluate(List<String> commands, Map<String, String> variables) {
        if (commands.size() == 1) {
            return List.of(alone(commands.getFirst(), variables));
        }
        try {
            return run(commands, variables);
        } catch (AppRunnerException e) {
            // Each on its own has more time, and tells which one it was.
            return commands.stream().map(command -> alone(command, variables)).toList();
        }
    }

    private String alone(String command, Map<String, String> variables) {
        try {
            return run(List.of(command), variables).getFirst();
        } catch (AppRunnerException e) {
            throw new AppRunnerException(
                    e.code(),
                    "cannot evaluate the stored $(" + command + "): " + reason(e),
                    e.hint().isEmpty() ? RULES : e.hint(),
                    e);
        }
    }

    private List<String> run(List<String> commands, Map<String, String> variables) {
        try (Opened files = new Opened(new ArrayList<>())) {
            UserNamespaces.check();
            OpenImage image = locator.open();
            files.add(image.descriptor());
            List<String> environment = variables.entrySet().stream()
                    .map(variable -> variable.getKey() + "=" + variable.getValue())
                    .toList();
            byte[] calls = Filter.of(Architecture.X86_64, Set.of()).bytes();
            Invocation invocation = bubblewrap(image, files, SealedSandbox.arguments(commands), environment)
                    .passing(copy(image, "bash", files), SealedSandbox.SHELL)
                    .passing(copy(image, "busybox", files), SealedSandbox.APPLETS)
                    .passing(files.add(MemoryFile.of(posix, "filter", calls).descriptor()), SealedSandbox.CALLS)
                    .keeping(OUTPUT_LIMIT + commands.size() * SealedSandbox.MARK.length());
            Outcome outcome = subprocess.run(invocation).success();
            return outputs(outcome, commands.size());
        }
    }

    private static List<String> outputs(Outcome outcome, int commands) {
        String[] written = RawText.decode(outcome.output()).split(SealedSandbox.MARK, -1);
        if (written.length != commands + 1) {
            throw new AppRunnerException(ErrorCode.PROGRAM, "its sandbox came to an early end", "");
        }
        return List.of(written).subList(0, commands);
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
    private Invocation bubblewrap(OpenImage image, Opened files, List<String> arguments, List<String> environment) {
        // The system call finds the program after it has given away the numbers of this process.
        Descriptor bwrap = files.add(copy(image, "bwrap", files).duplicate(ORDER + 1));
        if (posix.userId() != 0) {
            return Invocation.of(Program.open(bwrap, "bwrap"), arguments, environment, PATIENCE);
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
                        PATIENCE)
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
