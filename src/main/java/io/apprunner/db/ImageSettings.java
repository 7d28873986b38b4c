// SPDX-License-Identifier: Apache-2.0
package io.apprunner.db;

import io.apprunner.error.AppRunnerException;
import io.apprunner.reserved.Component;
import io.apprunner.reserved.ImageArea;
import io.apprunner.reserved.Snapshot;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The settings stored in the image that this process works on. */
@ApplicationScoped
public class ImageSettings {
    private final ImageArea area;

    /** Made by CDI. */
    public ImageSettings(ImageArea area) {
        this.area = area;
    }

    /** The present value of a setting. */
    public <T> T get(Setting<T> setting) {
        return setting.in(snapshot(Set.of(setting.component())));
    }

    /** The present values of some components, all as of one moment. */
    public Snapshot snapshot(Set<Component> components) {
        return area.read(components);
    }

    /**
     * Stores a value, whatever is stored at present.
     *
     * @throws AppRunnerException when it is too large, or the image cannot be written; nothing is changed then
     */
    public <T> void set(Setting<T> setting, T value) {
        area.write(Map.of(setting.component(), setting.toStore(value)));
    }

    /**
     * Stores two values in one change: whatever happens, afterwards both are new or both are old.
     *
     * @throws AppRunnerException as {@link #set(Setting, Object)}
     */
    public <T, U> void set(Setting<T> first, T value, Setting<U> second, U other) {
        area.write(Map.of(first.component(), first.toStore(value), second.component(), second.toStore(other)));
    }

    /**
     * Replaces a value by one that is computed from it. No other process changes it in between.
     *
     * @return the value before
     * @throws AppRunnerException as {@link #set(Setting, Object)}, and when the present value is damaged
     */
    public <T> T update(Setting<T> setting, UnaryOperator<T> change) {
        List<T> before = new ArrayList<>();
        area.update(setting.component(), present -> {
            before.add(setting.in(present));
            return setting.toStore(change.apply(before.getFirst()));
        });
        return before.getFirst();
    }

    /** Forgets what is stored in a component, also when it is damaged. */
    public void forget(Component component) {
        area.write(Map.of(component, Optional.empty()));
    }

    /** Forgets everything that is stored, also when all of it is damaged. */
    public void forgetAll() {
        area.erase();
    }
}
