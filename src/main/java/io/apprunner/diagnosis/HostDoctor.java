// SPDX-License-Identifier: Apache-2.0
package io.apprunner.diagnosis;

import io.apprunner.bwrap.host.HostFiles;
import io.apprunner.bwrap.share.HostShares;
import io.apprunner.config.DataDirectory;
import io.apprunner.config.HostUser;
import io.apprunner.config.RuntimeConfiguration;
import io.apprunner.db.Permission;
import io.apprunner.diagnosis.check.DataDirectoryCheck;
import io.apprunner.diagnosis.check.Finding;
import io.apprunner.diagnosis.check.FuseCheck;
import io.apprunner.diagnosis.check.HostCheck;
import io.apprunner.diagnosis.check.KernelCheck;
import io.apprunner.diagnosis.check.LandlockCheck;
import io.apprunner.diagnosis.check.OverlayCheck;
import io.apprunner.diagnosis.check.ProcCheck;
import io.apprunner.diagnosis.check.SandboxCheck;
import io.apprunner.diagnosis.check.ShareCheck;
import io.apprunner.diagnosis.check.SubordinateIdsCheck;
import io.apprunner.image.ImageLocator;
import io.apprunner.posix.Posix;
import io.apprunner.subprocess.Subprocess;
import io.apprunner.text.RawPath;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Looks at this host. */
@ApplicationScoped
public class HostDoctor implements Doctor {
    private final Posix posix;
    private final Subprocess subprocess;
    private final ImageLocator locator;
    private final RuntimeConfiguration configuration;

    /** Made by CDI. */
    public HostDoctor(Posix posix, Subprocess subprocess, ImageLocator locator, RuntimeConfiguration configuration) {
        this.posix = posix;
        this.subprocess = subprocess;
        this.locator = locator;
        this.configuration = configuration;
    }

    @Override
    public List<Finding> examine() {
        return checks().stream().map(HostCheck::run).toList();
    }

    private List<HostCheck> checks() {
        HostFiles host = new HostFiles(RawPath.of("/"));
        HostUser user = HostUser.of(posix.userId(), posix.groupId(), configuration.environment());
        HostShares shares = new HostShares(configuration.environment(), user, user);
        return List.of(
                new KernelCheck(host, user.isRoot()),
                new FuseCheck(posix),
                new SandboxCheck(posix, subprocess, locator, !user.isRoot()),
                new ProcCheck(host, user.isRoot()),
                new OverlayCheck(host),
                new DataDirectoryCheck(host, dataDirectory(user)),
                new SubordinateIdsCheck(host, user),
                new LandlockCheck(posix),
                new ShareCheck(shares, Permission.DBUS_USER, "bus of this user's session"),
                new ShareCheck(shares, Permission.DBUS_SYSTEM, "bus of the system"),
                new ShareCheck(shares, Permission.WAYLAND, "Wayland compositor (WAYLAND_DISPLAY)"),
                new ShareCheck(shares, Permission.XORG, "X display (DISPLAY)"),
                new ShareCheck(shares, Permission.AUDIO, "PulseAudio, PipeWire or sound card"),
                new ShareCheck(shares, Permission.GPU, "graphics card"));
    }

    /** The data dir of a run; where it would have to be made, the folder where that is tried first. */
    private Path dataDirectory(HostUser user) {
        Path image = locator.path();
        return DataDirectory.find(image, user, configuration)
                .map(DataDirectory::path)
                .or(configuration::dataDirectory)
                .orElseGet(
                        () -> Files.isWritable(image.getParent()) ? image.getParent() : configuration.dataHome(user));
    }
}
