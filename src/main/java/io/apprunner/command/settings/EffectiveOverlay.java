// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings;

import io.apprunner.config.RuntimeConfiguration;
import io.apprunner.console.Console;
import io.apprunner.db.OverlayKind;

/** The kind of overlay that a run would have, with a warning when it is not the chosen one. */
final class EffectiveOverlay {
    private EffectiveOverlay() {}

    static OverlayKind of(RuntimeConfiguration configuration, Console console) {
        OverlayKind effective = configuration.overlay();
        if (effective != configuration.chosenOverlay()) {
            console.warning("fim-overlay", "casefold cannot be used with bwrap overlayfs, falling back to unionfs");
        }
        return effective;
    }
}
