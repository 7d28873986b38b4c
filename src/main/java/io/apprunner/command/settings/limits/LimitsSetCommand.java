// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.limits;

import io.apprunner.db.ImageSettings;
import io.apprunner.db.Limits.Kind;
import io.apprunner.db.Setting;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fim-limits set}: sets some limits and keeps the others; all are checked before any is stored. */
@Command
public class LimitsSetCommand implements Callable<Integer> {
    @Parameters(arity = "1..*")
    List<String> words = new ArrayList<>();

    private final ImageSettings settings;

    /** Made by CDI. */
    public LimitsSetCommand(ImageSettings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        Map<Kind, Optional<Long>> changes = new EnumMap<>(Kind.class);
        words.forEach(word -> changes.put(LimitText.kind(word), LimitText.value(word)));
        settings.update(Setting.LIMITS, before -> before.with(changes));
        return 0;
    }
}
