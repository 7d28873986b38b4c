// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap;

import io.apprunner.bwrap.GuestSandbox.Bind;
import io.apprunner.bwrap.seccomp.Architecture;
import io.apprunner.bwrap.seccomp.Filter;
import io.apprunner.bwrap.seccomp.Opening;
import io.apprunner.bwrap.share.HostShares;
import io.apprunner.bwrap.share.Mount;
import io.apprunner.bwrap.share.OwnFiles;
import io.apprunner.bwrap.share.Reach;
import io.apprunner.bwrap.share.Share;
import io.apprunner.config.BuildInfo;
import io.apprunner.config.DataDirectory;
import io.apprunner.config.HostUser;
import io.apprunner.config.RuntimeConfiguration;
import io.apprunner.console.Console;
import io.apprunner.db.Limits;
import io.apprunner.db.Permission;
import io.apprunner.text.RawPath;
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

    /** The bundled shell's file name in a guest. */
    public static final String SHELL = "bash";

    /** The leader's file name in a guest, where it is on PATH: no program of the guest is called so. */
    public static final String LEADER = "fim-leader";

    private final BuildInfo build;
    private final RuntimeConfiguration configuration;
    private final Console console;

    /** Made by CDI. */
    public Bwrap(BuildInfo build, RuntimeConfiguration configuration, Console console) {
        this.build = build;
        this.configuration = configuration;
        this.console = console;
    }

    /**
     * Where the parts of a guest's root stand on the host.
     *
     * @param image the image's real path
     * @param distribution what the image is made of
     * @param data its data dir, with the upper dir
     * @param layers mount points of the layers, the lowest first
     * @param tools the folder of the guest's tools
     * @param files the folder of the files that are made for the guest, each with its number as its name
     */
    public record Places(
            Path image, String distribution, DataDirectory data, List<Path> layers, Path tools, Path files) {
        /** Makes the list unmodifiable. */
        public Places {
            layers = List.copyOf(layers);
        }
    }

    /**
     * What whoever starts a guest asks for.
     *
     * @param root whether root is asked for, whatever the settings say
     * @param subordinate whether the guest has the ids that the host's user was given besides the own one, and its root
     *     is a root of them all
     * @param variables more variables of the guest, by name
     */
    public record Request(boolean root, boolean subordinate, Map<String, String> variables) {
        /** Nothing but what the image has stored. */
        public static final Request NONE = new Request(false, false, Map.of());

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
            List<Mount> binds,
            Request request,
            HostUser host,
            Places places) {
        Map<String, String> environment = configuration.environment();
        HostUser user = GuestIdentity.of(request.root() || configuration.root(), host, environment, variables);
        Share shares = new HostShares(environment, host, user).of(stored.permissions());
        String tools = tools();
        GuestSandbox sandbox = new GuestSandbox(
                places.layers(),
                places.data().upper(),
                places.data().work(),
                !(host.isRoot() || request.subordinate()) || !user.isRoot(),
                stored.permissions().contains(Permission.NESTED),
                stored.namespaces(),
                user.userId(),
                user.groupId(),
                user.home(),
                user.runtime(),
                stored.limits().of(Limits.Kind.TMP),
                readOnly(places, tools, shares.files()),
                mounts(shares, binds, places));
        Map<String, String> wins = new TreeMap<>(shares.variables());
        boolean emulated = user.isRoot() && sandbox.userNamespace();
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
                List.copyOf(shares.files().values()),
                abstractSockets(stored.permissions(), shares),
                List.copyOf(inherited.keySet()));
    }

    /**
     * Libraries of X ask for the server's socket without a file first, and take a refusal for an answer; a session bus
     * can have no other socket.
     */
    private static boolean abstractSockets(Set<Permission> permissions, Share shares) {
        return permissions.contains(Permission.XORG)
                || shares.variables()
                        .getOrDefault("DBUS_SESSION_BUS_ADDRESS", "")
                        .startsWith("unix:abstract=");
    }

    private Map<String, String> told(String distribution) {
        Map<String, String> variables = new TreeMap<>(build.variables());
        variables.put("FIM_DIST", distribution);
        return variables;
    }

    private static List<Bind> readOnly(Places places, String tools, Map<String, String> files) {
        List<Bind> binds = new ArrayList<>(List.of(new Bind(places.tools(), tools)));
        int made = 0;
        for (String target : files.keySet()) {
            binds.add(new Bind(RawPath.resolve(places.files(), Integer.toString(made++)), target));
        }
        return binds;
    }

    /** What is shared of the host, with what has to be covered in it. */
    private List<Mount> mounts(Share shares, List<Mount> binds, Places places) {
        List<Mount> shared = new ArrayList<>(shares.mounts());
        shared.addAll(binds);
        Reach reach = new Reach(sentence -> {
            if (configuration.debug()) {
                console.debug("bwrap", sentence);
            }
        });
        return OwnFiles.of(places.image(), places.data().path()).guard(reach.of(shared));
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
        return tools() + "/" + SHELL;
    }

    /** The path inside a guest of the program that starts the guest's program and is its parent. */
    public String leader() {
        return tools() + "/" + LEADER;
    }

    private String tools() {
        return GUEST_TOOLS + build.identifier() + "/bin";
    }
}
