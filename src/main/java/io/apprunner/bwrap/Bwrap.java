// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap;

import io.apprunner.bwrap.GuestSandbox.Bind;
import io.apprunner.bwrap.seccomp.Architecture;
import io.apprunner.bwrap.seccomp.Filter;
import io.apprunner.bwrap.seccomp.Opening;
import io.apprunner.config.BuildInfo;
import io.apprunner.config.DataDirectory;
import io.apprunner.config.HostUser;
import io.apprunner.config.RuntimeConfiguration;
import io.apprunner.db.Permission;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Makes of what an image has stored, and of who runs it, what its guest may see and be. */
@ApplicationScoped
public class Bwrap {
    /** Where the guest finds the tools that come with the launcher; the shell's path is part of the contract. */
    private static final String GUEST_TOOLS = "/tmp/fim/app/";

    /**
     * A file beside the tools that keeps apt from changing to a user of its own, which only real root can do. apt
     * notices when a change of groups has had no effect.
     */
    public static final String APT_CONFIGURATION = "apt.conf";

    private final BuildInfo build;
    private final RuntimeConfiguration configuration;

    /** Made by CDI. */
    public Bwrap(BuildInfo build, RuntimeConfiguration configuration) {
        this.build = build;
        this.configuration = configuration;
    }

    /**
     * Where the parts of a guest's root stand on the host.
     *
     * @param image the image's real path
     * @param distribution what the image is made of
     * @param data its data dir, with the upper dir
     * @param layers mount points of the layers, the lowest first
     * @param tools the folder of the guest's tools
     */
    public record Places(Path image, String distribution, DataDirectory data, List<Path> layers, Path tools) {
        /** Makes the list unmodifiable. */
        public Places {
            layers = List.copyOf(layers);
        }
    }

    /**
     * What whoever starts a guest asks for.
     *
     * @param root whether root is asked for, whatever the settings say
     * @param variables more variables of the guest, by name
     */
    public record Request(boolean root, Map<String, String> variables) {
        /** Nothing but what the image has stored. */
        public static final Request NONE = new Request(false, Map.of());

        /** Makes the map unmodifiable. */
        public Request {
            variables = Map.copyOf(variables);
        }
    }

    /**
     * The guest of a run.
     *
     * @param stored what the image has stored
     * @param variables the stored variables, expanded
     * @param binds the stored binds, expanded
     * @param request what else is asked for
     * @param host who runs us
     */
    public GuestProfile guest(
            GuestSettings stored,
            Map<String, String> variables,
            List<GuestSandbox.Mount> binds,
            Request request,
            HostUser host,
            Places places) {
        Map<String, String> environment = configuration.environment();
        HostUser user = GuestIdentity.of(request.root() || configuration.root(), host, environment, variables);
        HostShares shares = new HostShares(environment, host, user);
        String tools = tools();
        List<GuestSandbox.Mount> shared = new ArrayList<>(shares.mounts(stored.permissions()));
        shared.addAll(binds);
        GuestSandbox sandbox = new GuestSandbox(
                places.layers(),
                places.data().upper(),
                places.data().work(),
                !host.isRoot() || !user.isRoot(),
                stored.permissions().contains(Permission.NESTED),
                stored.namespaces(),
                user.userId(),
                user.groupId(),
                user.home(),
                user.runtime(),
                List.of(new Bind(places.tools(), tools)),
                shared);
        Map<String, String> wins = shares.variables(stored.permissions());
        boolean emulated = user.isRoot() && !host.isRoot();
        if (emulated) {
            wins.put("APT_CONFIG", tools + "/" + APT_CONFIGURATION);
        }
        wins.putAll(variables);
        Map<String, String> inherited = InheritedVariables.of(environment, stored.permissions());
        List<String> inside = GuestEnvironment.of(
                inherited,
                user,
                places.image(),
                places.data(),
                told(places.distribution()),
                tools,
                wins,
                request.variables());
        inherited.keySet().removeAll(wins.keySet());
        inherited.keySet().removeAll(request.variables().keySet());
        Filter filter = Filter.of(Architecture.X86_64, openings(stored.permissions(), sandbox));
        return new GuestProfile(
                user,
                variables.getOrDefault("SHELL", shell()),
                sandbox,
                emulated ? filter.emulatingRoot(Architecture.X86_64) : filter,
                inside,
                abstractSockets(stored.permissions(), shares),
                List.copyOf(inherited.keySet()));
    }

    /**
     * Libraries of X ask for the server's socket without a file first, and take a refusal for an answer; a session bus
     * can have no other socket.
     */
    private static boolean abstractSockets(Set<Permission> permissions, HostShares shares) {
        return permissions.contains(Permission.XORG)
                || shares.variables(permissions)
                        .getOrDefault("DBUS_SESSION_BUS_ADDRESS", "")
                        .startsWith("unix:abstract=");
    }

    private Map<String, String> told(String distribution) {
        Map<String, String> variables = new TreeMap<>(build.variables());
        variables.put("FIM_DIST", distribution);
        return variables;
    }

    /** Namespaces that real root makes have no user namespace that bounds what can be done in them. */
    private static Set<Opening> openings(Set<Permission> permissions, GuestSandbox sandbox) {
        Set<Opening> open = EnumSet.noneOf(Opening.class);
        if (permissions.contains(Permission.DEBUG)) {
            open.add(Opening.DEBUG);
        }
        if (permissions.contains(Permission.MULTIARCH)) {
            open.add(Opening.MULTIARCH);
        }
        if (sandbox.nested() && sandbox.userNamespace()) {
            open.add(Opening.NESTED);
        }
        if (sandbox.userId() == 0) {
            open.add(Opening.CHROOT);
        }
        return open;
    }

    /** The path of the bundled shell inside a guest. */
    public String shell() {
        return tools() + "/bash";
    }

    private String tools() {
        return GUEST_TOOLS + build.identifier() + "/bin";
    }
}
