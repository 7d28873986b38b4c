// SPDX-License-Identifier: Apache-2.0
package io.apprunner.config;

import io.apprunner.db.OverlayKind;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.text.RawPath;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What configures this run: defaults, above them the image's flags, above them the environment. It is made once and
 * never changes. It is a configuration of its own, apart from Quarkus's: these sources and no others count, and none is
 * read before a value is asked for.
 */
public class RuntimeConfiguration {
    private static final int ENVIRONMENT_ORDINAL = 300;

    /** The year 9999. */
    private static final long LATEST = 253_402_300_799L;

    private final Map<String, String> environment;
    private final SmallRyeConfig config;

    /**
     * @param environment the host's environment
     * @param flags what the image has stored
     */
    public RuntimeConfiguration(Map<String, String> environment, StoredFlags flags) {
        this.environment = Map.copyOf(environment);
        this.config = new SmallRyeConfigBuilder()
                .withSources(flags)
                .withSources(new PropertiesConfigSource(
                        values(key -> key.given(this.environment)), "the environment", ENVIRONMENT_ORDINAL))
                .withDefaultValues(values(key -> Optional.of(key.fallback()).filter(text -> !text.isEmpty())))
                .build();
    }

    /** The host's environment by name; of entries with the same name the first counts, as for getenv(3). */
    public static Map<String, String> environment(List<String> entries) {
        Map<String, String> result = new TreeMap<>();
        for (String entry : entries) {
            String shown = ForeignSettings.restore(entry);
            int end = shown.indexOf('=');
            if (end > 0) {
                result.putIfAbsent(shown.substring(0, end), shown.substring(end + 1));
            }
        }
        return result;
    }

    private static Map<String, String> values(Function<ConfigKey, Optional<String>> value) {
        return Arrays.stream(ConfigKey.values())
                .filter(key -> value.apply(key).isPresent())
                .collect(Collectors.toMap(
                        ConfigKey::property, key -> value.apply(key).orElseThrow()));
    }

    /** The host's environment by name, in alphabetical order; a copy. */
    public Map<String, String> environment() {
        return new TreeMap<>(environment);
    }

    /**
     * The value of a key as text; nothing when it has none.
     *
     * @throws AppRunnerException when the image's flag is damaged, or cannot be read
     */
    public Optional<String> value(ConfigKey key) {
        return Optional.ofNullable(config.getConfigValue(key.property()).getValue());
    }

    /** The kind of overlay that is asked for. */
    public OverlayKind chosenOverlay() {
        return value(ConfigKey.OVERLAY).flatMap(OverlayKind::named).orElse(OverlayKind.BWRAP);
    }

    /** The kind of overlay that a run has: the kernel's cannot fold case. */
    public OverlayKind overlay() {
        OverlayKind chosen = chosenOverlay();
        return chosen == OverlayKind.BWRAP && casefold() ? OverlayKind.UNIONFS : chosen;
    }

    /** Whether names of files match in upper and lower case. */
    public boolean casefold() {
        return isOn(ConfigKey.CASEFOLD);
    }

    /** Whether the desktop is told about a start. */
    public boolean notification() {
        return isOn(ConfigKey.NOTIFY);
    }

    /** Whether messages tell more. */
    public boolean debug() {
        return isOn(ConfigKey.DEBUG);
    }

    /** Whether the guest's user is root, whatever command starts it. */
    public boolean root() {
        return isOn(ConfigKey.ROOT);
    }

    /** The files and folders of more layers, raw; empty when there are none. */
    public String layers() {
        return value(ConfigKey.LAYERS).orElse("");
    }

    /** How hard to compress, from 0 to 9. */
    public int compressionLevel() {
        return Integer.parseInt(value(ConfigKey.COMPRESSION_LEVEL).orElseThrow());
    }

    /** The data dir that the user has chosen. */
    public Optional<Path> dataDirectory() {
        return value(ConfigKey.DATA_DIRECTORY).map(name -> RawPath.of(name).toAbsolutePath());
    }

    /** Where the user's programs keep data. */
    public Path dataHome(HostUser user) {
        return value(ConfigKey.DATA_HOME)
                .map(RawPath::of)
                .orElseGet(() -> RawPath.resolve(RawPath.of(user.home()), ".local/share"));
    }

    /** Where a run writes which files of the layers it read. */
    public Optional<Path> startFiles() {
        return value(ConfigKey.START_FILES).map(name -> RawPath.of(name).toAbsolutePath());
    }

    /**
     * The latest time of what is made, in seconds since 1970.
     *
     * @throws AppRunnerException when it is no number: to go on without it would not be reproducible
     */
    public OptionalLong sourceDateEpoch() {
        Optional<String> text = value(ConfigKey.SOURCE_DATE_EPOCH);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long seconds = Long.parseLong(text.get());
            if (seconds >= 0 && seconds <= LATEST) {
                return OptionalLong.of(seconds);
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new AppRunnerException(
                ErrorCode.USAGE,
                "SOURCE_DATE_EPOCH is not a number of seconds: " + text.get(),
                "unset it, or set date +%s");
    }

    private boolean isOn(ConfigKey key) {
        return value(key).filter("on"::equals).isPresent();
    }
}
