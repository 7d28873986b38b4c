// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings;

import io.apprunner.command.output.Json;
import io.apprunner.db.Flag;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.Setting;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What fim-perms and fim-unshare have in common: a stored set of names.
 *
 * @param setting where the set is stored
 * @param type what it is a set of
 * @param noun what a member is called in messages
 */
record FlagsOperation<E extends Enum<E> & Flag>(Setting<Set<E>> setting, Class<E> type, String noun) {
    /**
     * Runs an operation.
     *
     * @param missing the message when there is no operation
     * @param unknown the message when there is no such operation
     */
    int run(Words words, ImageSettings settings, Json json, String missing, String unknown) {
        switch (words.operation(missing)) {
            case "add" -> combine(words, settings, Collection::addAll);
            case "del" -> combine(words, settings, Collection::removeAll);
            case "set" -> settings.set(setting, parse(words));
            case "list" -> list(words, settings, json);
            case "clear" -> {
                words.noneAfter(0);
                settings.set(setting, Set.of());
            }
            default -> throw words.wrong(unknown);
        }
        return 0;
    }

    private void combine(Words words, ImageSettings settings, BiConsumer<Collection<E>, Collection<E>> change) {
        Set<E> flags = parse(words);
        settings.update(setting, before -> {
            Set<E> after = new HashSet<>(before);
            change.accept(after, flags);
            return Set.copyOf(after);
        });
    }

    private Set<E> parse(Words words) {
        return Flag.parse(type, noun, words.only("No arguments for '" + words.upper() + "' command"));
    }

    private void list(Words words, ImageSettings settings, Json json) {
        boolean asJson = words.json();
        var labels = Flag.labels(settings.get(setting));
        if (asJson) {
            System.out.println(json.render(labels));
        } else {
            labels.forEach(System.out::println);
        }
    }
}
