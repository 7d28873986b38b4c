// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.flags;

import io.apprunner.db.Flag;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.Permission;
import io.apprunner.db.Setting;
import io.apprunner.db.Unshare;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A stored set of flags, changed by lists of their names.
 *
 * @param settings has it stored
 * @param setting where it is stored
 * @param type what it is a set of
 * @param noun what a member is called in messages
 */
record FlagSet<E extends Enum<E> & Flag>(ImageSettings settings, Setting<Set<E>> setting, Class<E> type, String noun) {
    static FlagSet<Permission> permissions(ImageSettings settings) {
        return new FlagSet<>(settings, Setting.PERMISSIONS, Permission.class, "permission");
    }

    static FlagSet<Unshare> namespaces(ImageSettings settings) {
        return new FlagSet<>(settings, Setting.UNSHARE, Unshare.class, "unshare option");
    }

    void add(String names) {
        combine(names, Collection::addAll);
    }

    void remove(String names) {
        combine(names, Collection::removeAll);
    }

    void set(String names) {
        settings.set(setting, parse(names));
    }

    /** The names in alphabetical order. */
    List<String> labels() {
        return Flag.labels(settings.get(setting));
    }

    private void combine(String names, BiConsumer<Collection<E>, Collection<E>> change) {
        Set<E> flags = parse(names);
        settings.update(setting, before -> {
            Set<E> after = new HashSet<>(before);
            change.accept(after, flags);
            return Set.copyOf(after);
        });
    }

    private Set<E> parse(String names) {
        return Flag.parse(type, noun, names);
    }
}
