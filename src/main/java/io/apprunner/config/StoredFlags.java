// SPDX-License-Identifier: Apache-2.0
package io.apprunner.config;

import io.apprunner.reserved.Snapshot;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * The flags of an image's reserved area as config properties. The area is read once, when the first of these properties
 * is asked for: most commands never do, and some must work where there is no image.
 */
public final class StoredFlags implements ConfigSource {
    /** Above defaults of the build (250), below environment variables (300): what one run sets wins. */
    static final int ORDINAL = 275;

    private final Supplier<Snapshot> area;
    private @Nullable Snapshot snapshot;

    /** @param area reads the {@link ConfigKey#components} of the reserved area */
    public StoredFlags(Supplier<Snapshot> area) {
        this.area = area;
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }

    @Override
    public String getName() {
        return "the image";
    }

    @Override
    public Set<String> getPropertyNames() {
        return Arrays.stream(ConfigKey.values())
                .filter(key -> key.component().isPresent())
                .map(ConfigKey::property)
                .collect(Collectors.toSet());
    }

    /**
     * The value of a flag.
     *
     * @throws io.apprunner.error.AppRunnerException when it is damaged
     */
    @Override
    public @Nullable String getValue(String property) {
        Optional<ConfigKey> flag = Arrays.stream(ConfigKey.values())
                .filter(key ->
                        key.property().equals(property) && key.component().isPresent())
                .findFirst();
        return flag.flatMap(key -> key.stored(read())).orElse(null);
    }

    private synchronized Snapshot read() {
        Snapshot present = snapshot == null ? area.get() : snapshot;
        snapshot = present;
        return present;
    }
}
