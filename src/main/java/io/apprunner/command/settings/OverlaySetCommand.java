// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings;

import io.apprunner.command.catalogue.Refusal;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.OverlayKind;
import io.apprunner.db.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fim-overlay set}: sets how the layers are stacked. */
@Command
public class OverlaySetCommand implements Callable<Integer> {
    @Parameters(index = "0")
    String kind = "";

    private final ImageSettings settings;

    /** Made by CDI. */
    public OverlaySetCommand(ImageSettings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        List<String> known =
                Arrays.stream(OverlayKind.values()).map(OverlayKind::label).toList();
        settings.set(
                Setting.OVERLAY,
                OverlayKind.named(kind).orElseThrow(() -> Refusal.of("overlay", "Invalid overlay type", kind, known)));
        return 0;
    }
}
