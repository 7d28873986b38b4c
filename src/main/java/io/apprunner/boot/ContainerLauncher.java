// SPDX-License-Identifier: Apache-2.0
package io.apprunner.boot;

import io.apprunner.bwrap.GuestSandbox;
import io.apprunner.bwrap.MountNamespace;
import io.apprunner.config.DataDirectory;
import io.apprunner.config.GuestEnvironment;
import io.apprunner.config.HostUser;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.image.Tool;
import io.apprunner.posix.NativeImage;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.posix.ProcessText;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Starts a program in a new container made of this image's layers. */
@ApplicationScoped
public class ContainerLauncher {
    /** Where the guest finds the tools that come with the launcher; the shell's path is part of the contract. */
    private static final String GUEST_TOOLS = "/tmp/fim/app/%s/bin";

    /** A descriptor of the guest's shell; the shell's syntax wants one digit. */
    private static final int GUEST_REPORT = 9;

    private final Posix posix;
    private final ImageLocator locator;
    private final SelfCommand self;
    private final BuildInfo build;

    /** Made by CDI. */
    public ContainerLauncher(Posix posix, ImageLocator locator, SelfCommand self, BuildInfo build) {
        this.posix = posix;
        this.locator = locator;
        this.self = self;
        this.build = build;
    }

    /**
     * Runs a program as the guest's shell would run a command: functions of the shell and names on the guest's PATH are
     * found. In the native executable this method does not return when it succeeds, because the launcher's process
     * becomes the {@link Front}.
     *
     * @param root whether the guest's user is root
     * @param command the program and its arguments; not empty
     * @return the program's exit status
     * @throws AppRunnerException when it cannot be started
     */
    public int run(boolean root, List<String> command) {
        OpenImage image = locator.open();
        if (image.layout().layers().isEmpty()) {
            throw new AppRunnerException(
                    ErrorCode.FORMAT, image.path() + " has no layer to run from", "add one with fim-layer add");
        }
        Map<String, String> environment = GuestEnvironment.host(ProcessText.environment());
        HostUser host = HostUser.of(posix.userId(), posix.groupId(), environment);
        if (!host.isRoot()) {
            UserNamespaces.check();
        }
        DataDirectory data = DataDirectory.prepare(image.path(), host, environment);
        HostUser guest = root ? new HostUser(0, 0, "root", "/root") : host;
        String tools = GUEST_TOOLS.formatted(build.identifier());
        GuestSandbox sandbox = sandbox(image, data, host, guest, tools);

        // Nothing that was open when we were called reaches the guest.
        posix.closeAllOnExec(3);
        int bwrap = Supervisor.toMemory(
                posix, image.descriptor(), tool(image, "bwrap").region(), "bwrap");
        posix.closeOnExec(image.descriptor(), false);
        int report = bwrap == GUEST_REPORT ? GUEST_REPORT - 1 : GUEST_REPORT;
        int pipe = Math.max(image.descriptor(), bwrap) + 1;
        SupervisorPlan plan = new SupervisorPlan(
                image.descriptor(),
                bwrap,
                pipe,
                report,
                data.mountPoint(),
                data.upper(),
                host.isRoot() ? -1 : 0,
                host.isRoot() ? -1 : 0,
                guest.passwdLine(tools + "/bash"),
                tool(image, "bash").region(),
                image.layout().layers(),
                sandbox.arguments(Guest.command(tools + "/bash", report, command)));
        List<String> arguments =
                MountNamespace.arguments(!host.isRoot(), self.supervise(image.descriptor(), plan.encode()));
        List<String> variables = GuestEnvironment.of(environment, guest, image.path(), data, build.variables(), tools);
        return NativeImage.IS_NATIVE
                ? becomeFront(image.descriptor(), bwrap, pipe, arguments, variables)
                : new Front(posix).run(bwrap, pipe, arguments, variables);
    }

    private GuestSandbox sandbox(OpenImage image, DataDirectory data, HostUser host, HostUser guest, String tools) {
        Path mounts = data.mountPoint();
        List<Path> layers = IntStream.range(0, image.layout().layers().size())
                .mapToObj(i -> SupervisorPlan.layer(mounts, i))
                .toList();
        return new GuestSandbox(
                layers,
                data.upper(),
                data.work(),
                !host.isRoot(),
                guest.userId(),
                guest.groupId(),
                guest.home(),
                "/run/user/" + Integer.toUnsignedString(guest.userId()),
                List.of(new GuestSandbox.Bind(mounts.resolve(SupervisorPlan.TOOLS), tools)),
                List.of(new GuestSandbox.Bind(mounts.resolve(SupervisorPlan.PASSWD), "/etc/passwd")));
    }

    private static Tool tool(OpenImage image, String name) {
        return image.layout()
                .tool(name)
                .orElseThrow(() -> new AppRunnerException(
                        ErrorCode.FORMAT, image.path() + " does not carry the tool " + name, "it was not made whole"));
    }

    /** Executes the launcher again in its small role: Quarkus and what it has in memory are not needed any more. */
    private int becomeFront(int image, int bwrap, int pipe, List<String> arguments, List<String> environment) {
        List<String> command =
                new ArrayList<>(List.of("app-runner", Roles.FRONT, Integer.toString(bwrap), Integer.toString(pipe)));
        command.addAll(arguments);
        String self = Supervisor.descriptorPath(image);
        return (int) PosixException.check(posix.execute(self, command, environment), "start the container");
    }
}
