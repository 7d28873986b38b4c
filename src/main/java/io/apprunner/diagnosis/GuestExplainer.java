// SPDX-License-Identifier: Apache-2.0
package io.apprunner.diagnosis;

import io.apprunner.bwrap.GuestIdentity;
import io.apprunner.bwrap.GuestSettings;
import io.apprunner.bwrap.share.HostBinds;
import io.apprunner.bwrap.share.HostShares;
import io.apprunner.bwrap.share.Mount;
import io.apprunner.bwrap.share.Reach;
import io.apprunner.bwrap.share.Share;
import io.apprunner.config.HostUser;
import io.apprunner.config.RuntimeConfiguration;
import io.apprunner.console.Console;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.Permission;
import io.apprunner.diagnosis.check.LandlockCheck;
import io.apprunner.expansion.Expander;
import io.apprunner.posix.Posix;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Looks at the settings of this image and at this host. */
@ApplicationScoped
public class GuestExplainer implements Explainer {
    private static final Reach REACH = new Reach(sentence -> {});

    private final Posix posix;
    private final ImageSettings settings;
    private final Expander expander;
    private final RuntimeConfiguration configuration;
    private final Console console;

    /** Made by CDI. */
    public GuestExplainer(
            Posix posix,
            ImageSettings settings,
            Expander expander,
            RuntimeConfiguration configuration,
            Console console) {
        this.posix = posix;
        this.settings = settings;
        this.expander = expander;
        this.configuration = configuration;
        this.console = console;
    }

    @Override
    public List<Reachable> explain() {
        GuestSettings stored = GuestSettings.read(settings, console);
        Map<String, String> environment = configuration.environment();
        HostUser host = HostUser.of(posix.userId(), posix.groupId(), environment);
        UnaryOperator<String> expansion = expander.expand(
                Stream.concat(Expander.texts(stored.environment()).stream(), HostBinds.texts(stored.binds()).stream())
                        .toList());
        HostUser guest = GuestIdentity.of(
                configuration.root(), host, environment, Expander.variables(stored.environment(), expansion));
        HostShares shares = new HostShares(environment, host, guest);
        PermissionWords words = new PermissionWords(host.isRoot(), LandlockCheck.hasScopes(posix));
        List<Reachable> all = new ArrayList<>();
        for (Permission permission : stored.permissions().stream().sorted().toList()) {
            Share share = shares.of(permission);
            all.add(new Reachable(
                    permission.label(),
                    words.of(permission, share),
                    there(share.mounts()),
                    share.variables().keySet().stream().sorted().toList(),
                    words.weaker(permission)));
        }
        List<Mount> binds = there(HostBinds.mounts(stored.binds(), expansion));
        if (!binds.isEmpty()) {
            all.add(new Reachable("bind", "files that are bound", binds, List.of(), List.of()));
        }
        return all;
    }

    private static List<Mount> there(List<Mount> mounts) {
        return REACH.of(mounts).stream()
                .filter(mount -> mount.access().isOfHost())
                .toList();
    }
}
