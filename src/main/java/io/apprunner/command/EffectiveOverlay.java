// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command;

import io.apprunner.boot.ImageSettings;
import io.apprunner.db.OverlayKind;
import io.apprunner.db.Setting;
import io.apprunner.reserved.Snapshot;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** The kind of overlay that a run would have: {@code FIM_OVERLAY}, or the stored one; BWRAP cannot fold case. */
final class EffectiveOverlay {
    private EffectiveOverlay() {}

    static OverlayKind of(ImageSettings settings) {
        Snapshot snapshot = settings.snapshot(Set.of(Setting.OVERLAY.component(), Setting.CASEFOLD.component()));
        OverlayKind chosen = chosen(snapshot);
        if (chosen == OverlayKind.BWRAP && folds(snapshot)) {
            System.err.println("W::fim-overlay::casefold cannot be used with bwrap overlayfs, falling back to unionfs");
            return OverlayKind.UNIONFS;
        }
        return chosen;
    }

    private static OverlayKind chosen(Snapshot snapshot) {
        String wanted = System.getenv().getOrDefault("FIM_OVERLAY", "");
        return Arrays.stream(OverlayKind.values())
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(wanted))
                .findFirst()
                .orElseGet(() -> Setting.OVERLAY.in(snapshot));
    }

    private static boolean folds(Snapshot snapshot) {
        return "1".equals(System.getenv("FIM_CASEFOLD")) || Setting.CASEFOLD.in(snapshot);
    }
}
