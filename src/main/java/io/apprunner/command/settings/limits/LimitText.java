// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.limits;

import io.apprunner.command.catalogue.Refusal;
import io.apprunner.db.Limits.Kind;
import io.apprunner.error.AppRunnerException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Limits as users write them: {@code memory=2G}; {@code none} is no limit. */
final class LimitText {
    private static final Pattern NUMBER = Pattern.compile("([0-9]{1,15})([KMGT]?)");
    private static final String UNITS = " KMGT";
    private static final int STEP = 10;
    private static final String NONE = "none";

    private LimitText() {}

    /**
     * The kind that an assignment is about.
     *
     * @throws AppRunnerException when it names none
     */
    static Kind kind(String word) {
        String name = word.split("=", 2)[0];
        List<String> known = Arrays.stream(Kind.values()).map(Kind::label).toList();
        return Kind.named(name).orElseThrow(() -> Refusal.of("limits", "Invalid limit '" + name + "'", name, known));
    }

    /**
     * The value of an assignment; nothing for no limit.
     *
     * @throws AppRunnerException when it is none that the kind can have
     */
    static Optional<Long> value(String word) {
        Kind kind = kind(word);
        String text = word.substring(Math.min(word.length(), kind.label().length() + 1));
        if (text.equals(NONE)) {
            return Optional.empty();
        }
        Matcher number = NUMBER.matcher(text.toUpperCase(Locale.ROOT));
        if (number.matches() && (kind.isSize() || number.group(2).isEmpty())) {
            long value = Long.parseLong(number.group(1));
            int shift = Math.max(0, UNITS.indexOf(number.group(2))) * STEP;
            if (!number.group(2).isEmpty() && value > Long.MAX_VALUE >> shift) {
                value = 0;
            }
            value = number.group(2).isEmpty() ? value : value << shift;
            if (value >= kind.least()) {
                return Optional.of(value);
            }
        }
        throw Refusal.of(
                "limits",
                "Invalid value '" + text + "' for '" + kind.label() + "', which is "
                        + (kind.isSize() ? "a size from 1M on, such as 512M or 2G" : "a number from 1 on")
                        + ", or none");
    }

    /** An assignment for a listing, in the largest unit in which the value is a whole number. */
    static String show(Kind kind, long value) {
        int unit = 0;
        long number = value;
        while (kind.isSize() && unit < UNITS.length() - 1 && number % (1 << STEP) == 0) {
            number >>= STEP;
            unit++;
        }
        return kind.label() + "=" + number + UNITS.substring(unit, unit + 1).strip();
    }
}
