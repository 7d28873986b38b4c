// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings;

import io.apprunner.command.output.Json;
import io.apprunner.config.RuntimeConfiguration;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.OverlayKind;
import io.apprunner.db.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code fim-overlay}: how the layers are stacked. */
@Command(name = "fim-overlay", description = "Sets how the layers are stacked.")
public class OverlayCommand implements Callable<Integer> {
    @Unmatched
    List<String> words = new ArrayList<>();

    private final ImageSettings settings;
    private final Json json;
    private final RuntimeConfiguration configuration;

    /** Made by CDI. */
    public OverlayCommand(ImageSettings settings, Json json, RuntimeConfiguration configuration) {
        this.settings = settings;
        this.json = json;
        this.configuration = configuration;
    }

    @Override
    public Integer call() {
        Words line = new Words("fim-overlay", words);
        switch (line.operation("Missing op for 'fim-overlay' (<set|show>)")) {
            case "set" -> {
                String name = line.only("Missing argument for 'set'");
                settings.set(
                        Setting.OVERLAY, OverlayKind.named(name).orElseThrow(() -> line.wrong("Invalid overlay type")));
            }
            case "show" -> show(line.json());
            default -> throw line.wrong("Invalid overlay operation");
        }
        return 0;
    }

    private void show(boolean asJson) {
        String kind = EffectiveOverlay.of(configuration).name();
        System.out.println(asJson ? json.render(Map.of("overlay", kind)) : kind);
    }
}
