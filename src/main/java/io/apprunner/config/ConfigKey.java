// SPDX-License-Identifier: Apache-2.0
package io.apprunner.config;

import io.apprunner.db.OverlayKind;
import io.apprunner.db.Setting;
import io.apprunner.reserved.Component;
import io.apprunner.reserved.Snapshot;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of what the environment and the image's flags configure; docs/settings.md, {@code fim-help settings}
 * and a test are made from it. What guests may use of the host is not here: nothing but the image's own area decides
 * that.
 */
public enum ConfigKey {
    /** How the layers are stacked. */
    OVERLAY(
            "overlay",
            "FIM_OVERLAY",
            new Stored<>(Setting.OVERLAY, OverlayKind::label),
            "bwrap",
            ConfigValues.oneOf(
                    Arrays.stream(OverlayKind.values()).map(OverlayKind::label).toList()),
            "how the layers are stacked"),
    /** Whether names of files match in upper and lower case. */
    CASEFOLD(
            "casefold",
            "FIM_CASEFOLD",
            new Stored<>(Setting.CASEFOLD, ConfigKey::word),
            "off",
            ConfigValues.ON,
            "match names of files in upper and lower case; cannot be switched off for one run"),
    /** Whether the desktop is told about a start. */
    NOTIFY(
            "notify",
            "",
            new Stored<>(Setting.NOTIFY, ConfigKey::word),
            "off",
            ConfigValues.NONE,
            "tell the desktop about starts"),
    /** Whether messages tell more. */
    DEBUG(
            "debug",
            "FIM_DEBUG",
            null,
            "off",
            ConfigValues.ON,
            "tell more: layers, overlay, where an internal error comes from"),
    /** Whether the guest's user is root. */
    ROOT("root", "FIM_ROOT", null, "off", ConfigValues.ON, "run the program as root of the container"),
    /** More layers. */
    LAYERS(
            "layers",
            "FIM_LAYERS",
            null,
            "",
            ConfigValues.text("paths of files and folders, with : between them"),
            "layers above those of the image; ~, $VAR and quotes are expanded"),
    /** How hard to compress. */
    COMPRESSION_LEVEL(
            "compression-level",
            "FIM_COMPRESSION_LEVEL",
            null,
            "7",
            ConfigValues.number(0, 9),
            "how hard fim-layer create compresses; numbers outside are clamped"),
    /** The data dir. */
    DATA_DIRECTORY(
            "data-dir",
            "FIM_DIR_DATA",
            null,
            "",
            ConfigValues.text("a folder"),
            "where guests' writes go; without it .<image>.data beside the image, or in the data home"),
    /** Where the user's programs keep data. */
    DATA_HOME(
            "data-home",
            "XDG_DATA_HOME",
            null,
            "",
            ConfigValues.absolutePath(),
            "the data home, used where the image's folder is not the user's; without it ~/.local/share"),
    /** A record of a start. */
    START_FILES(
            "start-files",
            "FIM_START_FILES",
            null,
            "",
            ConfigValues.text("a file"),
            "where a run writes which files of the layers it read"),
    /** The time of what is made. */
    SOURCE_DATE_EPOCH(
            "source-date-epoch",
            "SOURCE_DATE_EPOCH",
            null,
            "",
            ConfigValues.text("seconds since 1970"),
            "the latest time in layers that fim-layer create makes");

    /**
     * The variable by which a guest is told the data dir a second time. A program inside that is an image itself
     * inherits both; they differ only when the guest has chosen a data dir for it.
     */
    public static final String TOLD_DATA_DIRECTORY = "FIM_DIR_DATA_SELF";

    private static final String PREFIX = "app-runner.";

    private final String property;
    private final String variable;

    @SuppressWarnings("ImmutableEnumChecker") // a setting does not change
    private final @Nullable Stored<?> stored;

    private final String fallback;

    @SuppressWarnings("ImmutableEnumChecker") // values neither
    private final ConfigValues allowed;

    private final String meaning;

    ConfigKey(
            String property,
            String variable,
            @Nullable Stored<?> stored,
            String fallback,
            ConfigValues allowed,
            String meaning) {
        this.property = PREFIX + property;
        this.variable = variable;
        this.stored = stored;
        this.fallback = fallback;
        this.allowed = allowed;
        this.meaning = meaning;
    }

    /** A flag of the reserved area as text. */
    private record Stored<T>(Setting<T> setting, Function<T, String> text) {
        Optional<String> in(Snapshot area) {
            return area.value(setting.component()).map(bytes -> text.apply(setting.in(area)));
        }
    }

    /** The property's name, such as {@code app-runner.overlay}. */
    public String property() {
        return property;
    }

    /** The environment variable that sets it for one run; empty when there is none. */
    public String variable() {
        return variable;
    }

    /** Where the image stores it, if it can. */
    public Optional<Component> component() {
        return Optional.ofNullable(stored).map(flag -> flag.setting().component());
    }

    /** The value when nothing sets it; empty when there is then none. */
    public String fallback() {
        return fallback;
    }

    /** What the environment variable can be. */
    public ConfigValues allowed() {
        return allowed;
    }

    /** What it is for, in a few words. */
    public String meaning() {
        return meaning;
    }

    /** What the environment says; values that are not allowed, and those that only tell a guest, say nothing. */
    public Optional<String> given(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(variable))
                .filter(value -> this != DATA_DIRECTORY || !value.equals(environment.get(TOLD_DATA_DIRECTORY)))
                .flatMap(allowed::read);
    }

    /** What the image has stored. */
    Optional<String> stored(Snapshot area) {
        return Optional.ofNullable(stored).flatMap(flag -> flag.in(area));
    }

    /** The parts of the reserved area that hold flags. */
    public static Set<Component> components() {
        return Arrays.stream(values()).flatMap(key -> key.component().stream()).collect(Collectors.toSet());
    }

    private static String word(boolean on) {
        return on ? "on" : "off";
    }
}
