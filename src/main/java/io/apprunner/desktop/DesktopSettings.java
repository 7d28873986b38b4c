// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop;

import io.apprunner.db.Desktop;
import io.apprunner.db.Setting;
import io.apprunner.error.AppRunnerException;
import io.apprunner.reserved.Snapshot;
import java.util.Optional;

/**
 * What a start tells the desktop.
 *
 * @param desktop what it is given; nothing when nothing was set up, or what is stored is damaged
 * @param notifies whether it is told about the start
 */
public record DesktopSettings(Optional<Desktop> desktop, boolean notifies) {
    public static final DesktopSettings NONE = new DesktopSettings(Optional.empty(), false);

    /** Reads them; a run needs neither of them, so damage to them stops none. */
    public static DesktopSettings in(Snapshot snapshot) {
        try {
            return new DesktopSettings(Setting.DESKTOP.in(snapshot), Setting.NOTIFY.in(snapshot));
        } catch (AppRunnerException e) {
            return NONE;
        }
    }
}
