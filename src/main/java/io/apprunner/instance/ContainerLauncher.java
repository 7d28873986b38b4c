// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance;

import io.apprunner.bwrap.GuestEnvironment;
import io.apprunner.bwrap.GuestIdentity;
import io.apprunner.bwrap.GuestSandbox;
import io.apprunner.bwrap.GuestSettings;
import io.apprunner.bwrap.HostBinds;
import io.apprunner.bwrap.HostShares;
import io.apprunner.bwrap.InheritedVariables;
import io.apprunner.bwrap.MountNamespace;
import io.apprunner.bwrap.UserNamespaces;
import io.apprunner.config.BuildInfo;
import io.apprunner.config.DataDirectory;
import io.apprunner.config.HostUser;
import io.apprunner.config.RuntimeConfiguration;
import io.apprunner.db.ImageSettings;
import io.apprunner.desktop.DesktopIntegration;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.Failure;
import io.apprunner.expansion.Expander;
import io.apprunner.filesystems.layer.LayerStack;
import io.apprunner.filesystems.mount.LayerView;
import io.apprunner.image.ImageLocator;
import io.apprunner.image.OpenImage;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.NativeImage;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.subprocess.Role;
import io.apprunner.subprocess.SelfCommand;
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
    private static final String GUEST_TOOLS = "/tmp/fim/app/";

    private final Posix posix;
    private final ImageLocator locator;
    private final SelfCommand self;
    private final BuildInfo build;
    private final ImageSettings settings;
    private final Expander expander;
    private final LayerStack stack;
    private final RuntimeConfiguration configuration;
    private final DesktopIntegration desktop;

    /** Made by CDI. */
    public ContainerLauncher(
            Posix posix,
            ImageLocator locator,
            SelfCommand self,
            BuildInfo build,
            ImageSettings settings,
            Expander expander,
            LayerStack stack,
            RuntimeConfiguration configuration,
            DesktopIntegration desktop) {
        this.posix = posix;
        this.locator = locator;
        this.self = self;
        this.build = build;
        this.settings = settings;
        this.expander = expander;
        this.stack = stack;
        this.configuration = configuration;
        this.desktop = desktop;
    }

    /**
     * Runs the image's boot program with its stored arguments and some more; see {@link #run}.
     *
     * @param arguments what follows the stored arguments
     */
    public int boot(List<String> arguments) {
        OpenImage image = locator.open();
        GuestSettings stored = GuestSettings.read(settings);
        List<String> command =
                new ArrayList<>(List.of(expander.expand(stored.boot().program())));
        command.addAll(stored.boot().arguments());
        command.addAll(arguments);
        return run(image, false, stored, command);
    }

    /**
     * Runs a program as the guest's shell would run a command: functions of the shell and names on the guest's PATH are
     * found. In the native executable this method does not return when it succeeds, because the launcher's process
     * becomes the {@link Front}.
     *
     * @param root whether the guest's user is root whatever the settings say
     * @param command the program and its arguments; not empty
     * @return the program's exit status
     * @throws AppRunnerException when it cannot be started
     */
    public int run(boolean root, List<String> command) {
        OpenImage image = locator.open();
        return run(image, root, GuestSettings.read(settings), command);
    }

    private int run(OpenImage image, boolean root, GuestSettings stored, List<String> command) {
        List<LayerStack.Layer> layers = stack.of(image, expander::expand, this::warn);
        if (layers.isEmpty()) {
            throw new AppRunnerException(
                    ErrorCode.FORMAT, image.path() + " has no layer to run from", "add one with fim-layer add");
        }
        Map<String, String> environment = configuration.environment();
        HostUser host = HostUser.of(posix.userId(), posix.groupId(), environment);
        if (!host.isRoot()) {
            UserNamespaces.check();
        }
        DataDirectory data = DataDirectory.prepare(image.path(), host, configuration);
        Map<String, String> variables = expander.variables(stored.environment());
        HostUser guest = GuestIdentity.of(root || configuration.root(), host, environment, variables);
        HostShares shares = new HostShares(environment, host, guest);
        String tools = GUEST_TOOLS + build.identifier() + "/bin";
        GuestSandbox sandbox = sandbox(layers.size(), data, shares, stored, tools);
        desktop.start(stored.desktop(), image.path(), host);

        // Nothing that was open when we were called reaches the guest.
        posix.closeAllOnExec(3);
        int bwrap = image.toolInMemory(posix, "bwrap");
        layers.forEach(layer -> posix.closeOnExec(layer.descriptor(), false));
        posix.closeOnExec(image.descriptor(), false);
        int pipe = layers.stream()
                        .mapToInt(LayerStack.Layer::descriptor)
                        .reduce(Math.max(image.descriptor(), bwrap), Math::max)
                + 1;
        SupervisorPlan plan = new SupervisorPlan(
                image.descriptor(),
                bwrap,
                pipe,
                Front.errors(pipe),
                data.mountPoint(),
                data.upper(),
                data.work(),
                host.isRoot() ? LayerView.PLAIN : new LayerView(0, 0, false),
                configuration.startFiles().map(Path::toString).orElse(""),
                guest.passwdLine(variables.getOrDefault("SHELL", tools + "/bash")),
                image.tool("bash").region(),
                layers.stream()
                        .map(layer -> new SupervisorPlan.Layer(layer.descriptor(), layer.region()))
                        .toList(),
                sandbox.arguments(Guest.command(tools + "/bash", command)));
        List<String> arguments =
                MountNamespace.arguments(!host.isRoot(), self.supervise(image.descriptor(), plan.encode()));
        Map<String, String> wins = shares.variables(stored.permissions());
        wins.putAll(variables);
        Map<String, String> inherited = InheritedVariables.of(environment, stored.permissions());
        List<String> inside = GuestEnvironment.of(inherited, guest, image.path(), data, build.variables(), tools, wins);
        return NativeImage.IS_NATIVE
                ? becomeFront(image.descriptor(), bwrap, pipe, arguments, inside)
                : new Front(posix).run(bwrap, pipe, arguments, inside);
    }

    private GuestSandbox sandbox(
            int layerCount, DataDirectory data, HostShares shares, GuestSettings stored, String tools) {
        HostUser guest = shares.guest();
        List<GuestSandbox.Mount> shared = new ArrayList<>(shares.mounts(stored.permissions()));
        shared.addAll(HostBinds.mounts(stored.binds(), expander::expand));
        Path mounts = data.mountPoint();
        List<Path> layers = IntStream.range(0, layerCount)
                .mapToObj(i -> SupervisorPlan.layer(mounts, i))
                .toList();
        return new GuestSandbox(
                layers,
                data.upper(),
                data.work(),
                !shares.host().isRoot() || !guest.isRoot(),
                stored.namespaces(),
                guest.userId(),
                guest.groupId(),
                guest.home(),
                guest.runtime(),
                List.of(new GuestSandbox.Bind(mounts.resolve(SupervisorPlan.TOOLS), tools)),
                List.of(new GuestSandbox.Bind(mounts.resolve(SupervisorPlan.PASSWD), "/etc/passwd")),
                shared);
    }

    /** What a run prints is its program's alone, unless more is asked for. */
    private void warn(String warning) {
        if (configuration.debug()) {
            System.err.println("W::fim-layer::" + Failure.printable(warning));
        }
    }

    /** Executes the launcher again in its small role: Quarkus and what it has in memory are not needed any more. */
    private int becomeFront(int image, int bwrap, int pipe, List<String> arguments, List<String> environment) {
        List<String> command = new ArrayList<>(
                List.of("app-runner", Role.FRONT.word(), Integer.toString(bwrap), Integer.toString(pipe)));
        command.addAll(arguments);
        String self = Descriptor.path(image);
        return (int) PosixException.check(posix.execute(self, command, environment), "start the container");
    }
}
