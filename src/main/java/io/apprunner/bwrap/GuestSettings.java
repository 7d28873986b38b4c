// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap;

import io.apprunner.console.Console;
import io.apprunner.db.Binds;
import io.apprunner.db.BootCommand;
import io.apprunner.db.EnvironmentVariables;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.Limits;
import io.apprunner.db.Permission;
import io.apprunner.db.Setting;
import io.apprunner.db.Unshare;
import io.apprunner.desktop.DesktopSettings;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.reserved.Snapshot;
import java.util.EnumSet;
import java.util.Set;

/**
 * What the image has stored for its guests.
 *
 * @param boot what runs when no command is given
 * @param permissions what they may use of the host
 * @param unshare namespaces of their own
 * @param environment variables, raw
 * @param binds what they see of the host's files, raw
 * @param limits how much they may take
 * @param desktop what the user's desktop is told
 */
public record GuestSettings(
        BootCommand boot,
        Set<Permission> permissions,
        Set<Unshare> unshare,
        EnvironmentVariables environment,
        Binds binds,
        Limits limits,
        DesktopSettings desktop) {
    private static final GuestSettings NONE = new GuestSettings(
            BootCommand.DEFAULT,
            Set.of(),
            Set.of(),
            EnvironmentVariables.NONE,
            Binds.NONE,
            Limits.NONE,
            DesktopSettings.NONE);

    /**
     * Reads them. Settings of a later version of the program count as none at all: their guests are allowed nothing.
     *
     * @param console told when that is so
     * @throws AppRunnerException when one of them is damaged
     */
    public static GuestSettings read(ImageSettings settings, Console console) {
        try {
            Snapshot snapshot = settings.snapshot(Set.of(
                    Setting.BOOT.component(),
                    Setting.PERMISSIONS.component(),
                    Setting.UNSHARE.component(),
                    Setting.ENVIRONMENT.component(),
                    Setting.BINDS.component(),
                    Setting.LIMITS.component(),
                    Setting.DESKTOP.component(),
                    Setting.NOTIFY.component()));
            return new GuestSettings(
                    Setting.BOOT.in(snapshot),
                    Setting.PERMISSIONS.in(snapshot),
                    Setting.UNSHARE.in(snapshot),
                    Setting.ENVIRONMENT.in(snapshot),
                    Setting.BINDS.in(snapshot),
                    Setting.LIMITS.in(snapshot),
                    DesktopSettings.in(snapshot));
        } catch (AppRunnerException e) {
            if (e.code() != ErrorCode.UNSUPPORTED) {
                throw e;
            }
            console.error(e.getMessage() + "; running without the stored settings", "");
            return NONE;
        }
    }

    /** The namespaces that the guest has of its own. Only a permission shares the network. */
    public Set<Namespace> namespaces() {
        Set<Namespace> result = EnumSet.of(Namespace.PID, Namespace.IPC, Namespace.UTS, Namespace.CGROUP);
        if (!permissions.contains(Permission.NETWORK)) {
            result.add(Namespace.NET);
        }
        for (Unshare each : unshare) {
            result.add(
                    switch (each) {
                        case USER -> Namespace.USER;
                        case IPC -> Namespace.IPC;
                        case PID -> Namespace.PID;
                        case NET -> Namespace.NET;
                        case UTS -> Namespace.UTS;
                        case CGROUP -> Namespace.CGROUP;
                    });
        }
        return result;
    }
}
