// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance;

import io.apprunner.bwrap.Bwrap;
import io.apprunner.bwrap.GuestProfile;
import io.apprunner.bwrap.GuestSettings;
import io.apprunner.bwrap.host.HostFiles;
import io.apprunner.bwrap.host.SubordinateIds;
import io.apprunner.bwrap.host.UserNamespaces;
import io.apprunner.bwrap.share.HostBinds;
import io.apprunner.config.DataDirectory;
import io.apprunner.config.HostUser;
import io.apprunner.config.RuntimeConfiguration;
import io.apprunner.console.Console;
import io.apprunner.db.ImageSettings;
import io.apprunner.desktop.DesktopIntegration;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.expansion.Expander;
import io.apprunner.filesystems.layer.LayerStack;
import io.apprunner.image.ImageLocator;
import io.apprunner.image.OpenImage;
import io.apprunner.instance.system.HostName;
import io.apprunner.posix.Posix;
import io.apprunner.subprocess.SelfCommand;
import io.apprunner.text.RawPath;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Starts a program in a new container made of this image's layers. */
@ApplicationScoped
public class ContainerLauncher {
    private final Posix posix;
    private final ImageLocator locator;
    private final SelfCommand self;
    private final Bwrap bwrap;
    private final ImageSettings settings;
    private final Expander expander;
    private final LayerStack stack;
    private final RuntimeConfiguration configuration;
    private final DesktopIntegration desktop;
    private final Console console;

    /** Made by CDI. */
    public ContainerLauncher(
            Posix posix,
            ImageLocator locator,
            SelfCommand self,
            Bwrap bwrap,
            ImageSettings settings,
            Expander expander,
            LayerStack stack,
            RuntimeConfiguration configuration,
            DesktopIntegration desktop,
            Console console) {
        this.posix = posix;
        this.locator = locator;
        this.self = self;
        this.bwrap = bwrap;
        this.settings = settings;
        this.expander = expander;
        this.stack = stack;
        this.configuration = configuration;
        this.desktop = desktop;
        this.console = console;
    }

    /**
     * Runs the image's boot program with its stored arguments and some more; see {@link #run}.
     *
     * @param arguments what follows the stored arguments
     */
    public int boot(List<String> arguments) {
        OpenImage image = locator.open();
        GuestSettings stored = GuestSettings.read(settings, console);
        String program = stored.boot().program();
        UnaryOperator<String> expansion = expansion(stored, List.of(program));
        List<String> command = new ArrayList<>(List.of(expansion.apply(program)));
        command.addAll(stored.boot().arguments());
        command.addAll(arguments);
        return run(image, Bwrap.Request.NONE, PassedDescriptors.NONE, stored, expansion, command);
    }

    /**
     * Runs a program as the guest's shell would run a command: builtins of the shell and names on the guest's PATH are
     * found. In the native executable this method does not return when it succeeds, because the launcher's process
     * becomes the {@link Front}.
     *
     * @param request what is asked for besides what the image has stored
     * @param passed how many of our open files from descriptor 3 on the program has
     * @param command the program and its arguments; not empty
     * @return the program's exit status
     * @throws AppRunnerException when it cannot be started
     */
    public int run(Bwrap.Request request, int passed, List<String> command) {
        PassedDescriptors inherited = PassedDescriptors.inherited(posix, passed);
        OpenImage image = locator.open();
        GuestSettings stored = GuestSettings.read(settings, console);
        return run(image, request, inherited, stored, expansion(stored, List.of()), command);
    }

    /** What texts of the settings mean, and some more; all are expanded at once. */
    private UnaryOperator<String> expansion(GuestSettings stored, List<String> more) {
        List<String> texts = new ArrayList<>(more);
        texts.add(configuration.layers());
        texts.addAll(Expander.texts(stored.environment()));
        texts.addAll(HostBinds.texts(stored.binds()));
        return expander.expand(texts);
    }

    private int run(
            OpenImage image,
            Bwrap.Request request,
            PassedDescriptors passed,
            GuestSettings stored,
            UnaryOperator<String> expansion,
            List<String> command) {
        List<LayerStack.Layer> layers = stack.of(image, expansion, this::warn);
        if (layers.isEmpty()) {
            throw new AppRunnerException(
                    ErrorCode.FORMAT,
                    RawPath.text(image.path()) + " has no layer to run from",
                    "add one with fim-layer add");
        }
        HostUser host = HostUser.of(posix.userId(), posix.groupId(), configuration.environment());
        if (!host.isRoot()) {
            UserNamespaces.check();
        }
        SubordinateIds ids = request.subordinate() && !host.isRoot()
                ? SubordinateIds.of(new HostFiles(RawPath.of("/")), host)
                : SubordinateIds.NONE;
        DataDirectory data = DataDirectory.prepare(image.path(), host, configuration);
        PrivateMounts mounts = new PrivateMounts(data.mountPoint());
        List<Path> mountPoints = Stream.concat(
                        IntStream.range(0, layers.size()).mapToObj(mounts::layer), Stream.of(mounts.system()))
                .toList();
        GuestProfile guest = bwrap.guest(
                stored,
                Expander.variables(stored.environment(), expansion),
                HostBinds.mounts(stored.binds(), expansion),
                request,
                host,
                new Bwrap.Places(
                        image.path(),
                        image.layout().distribution(),
                        data,
                        mountPoints,
                        mounts.tools(),
                        mounts.files()));
        if (configuration.debug()) {
            tell(layers);
        }
        desktop.start(stored.desktop(), image.path(), host);
        return new Start(posix, self, image, layers, passed)
                .run(
                        host,
                        ids,
                        guest,
                        HostName.of(image.layout().distribution(), stored.permissions()),
                        data,
                        configuration.startFiles().map(RawPath::text).orElse(""),
                        Guest.command(
                                bwrap.leader(),
                                bwrap.shell(),
                                passed,
                                LimitedCommand.of(bwrap.shell(), stored.limits(), command)));
    }

    /** Lines that FlatImage's users and scripts look for. */
    private void tell(List<LayerStack.Layer> layers) {
        layers.forEach(layer -> console.debug(
                "filesystems",
                "Mounting layer from '" + RawPath.name(layer.path()) + "' with offset '"
                        + layer.region().offset() + "'"));
        console.debug("bwrap", "Overlay type: BWRAP");
        for (int i = 0; i < layers.size(); i++) {
            console.debug(
                    "bwrap",
                    "Overlay layer '" + i + "' from '"
                            + RawPath.text(layers.get(i).path()) + "'");
        }
    }

    /** What a run prints is its program's alone, unless more is asked for. */
    private void warn(String warning) {
        if (configuration.debug()) {
            console.warning("fim-layer", warning);
        }
    }
}
