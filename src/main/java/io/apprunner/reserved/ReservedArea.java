// SPDX-License-Identifier: Apache-2.0
package io.apprunner.reserved;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.IoReason;
import io.apprunner.reserved.Snapshot.State;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the components of an area, without locks. A reader that meets a writer reads again; only bytes that stay as
 * they are count as damaged.
 */
public final class ReservedArea {
    private final Storage storage;
    private final String file;

    /**
     * @param storage the area
     * @param file the image's name, for errors
     */
    public ReservedArea(Storage storage, String file) {
        this.storage = storage;
        this.file = file;
    }

    /**
     * Reads components, all as of the same moment.
     *
     * @throws AppRunnerException when the area is damaged as a whole, when a later version of the program wrote it
     *     ({@code UNSUPPORTED}), or when it cannot be read
     */
    public Snapshot read(Set<Component> components) {
        try {
            byte[] before = selectors();
            while (true) {
                Optional<Snapshot> snapshot = tryRead(before, components);
                if (snapshot.isPresent() && !snapshot.get().isDamaged()) {
                    return snapshot.get();
                }
                byte[] after = selectors();
                if (Arrays.equals(before, after)) {
                    return snapshot.orElseThrow(this::damaged);
                }
                before = after;
            }
        } catch (IOException e) {
            throw new AppRunnerException(
                    ErrorCode.IO, "cannot read the settings of " + file + ": " + IoReason.of(e), "", e);
        }
    }

    /** Both copies of the selector, back to back. */
    byte[] selectors() throws IOException {
        byte[] both = new byte[AreaLayout.SELECTORS * Selector.SIZE];
        for (int i = 0; i < AreaLayout.SELECTORS; i++) {
            byte[] copy = storage.read(AreaLayout.selector(i), Selector.SIZE);
            System.arraycopy(copy, 0, both, i * Selector.SIZE, Selector.SIZE);
        }
        return both;
    }

    /** The selector that counts: the newest sound one; nothing when both are damaged. */
    Optional<Selector> current(byte[] selectors) {
        Optional<Selector> best = Optional.empty();
        for (int i = 0; i < AreaLayout.SELECTORS; i++) {
            byte[] copy = Arrays.copyOfRange(selectors, i * Selector.SIZE, (i + 1) * Selector.SIZE);
            Optional<Selector> candidate = Selector.decode(copy, file);
            if (candidate.isPresent()
                    && (best.isEmpty()
                            || candidate.get().generation() > best.get().generation())) {
                best = candidate;
            }
        }
        return best;
    }

    /** The slot that a selector names; nothing when its directory is damaged. */
    Optional<Slot> slot(Selector selector) throws IOException {
        if (selector.generation() == 0) {
            return Optional.of(Slot.empty());
        }
        Slot slot = new Slot(storage.read(AreaLayout.slot(selector.slot()), AreaLayout.SLOT_SIZE));
        boolean sound = slot.checksum() == selector.directory()
                && Arrays.stream(Component.values())
                        .allMatch(component -> slot.entry(component).fits(component));
        return sound ? Optional.of(slot) : Optional.empty();
    }

    /** That the whole area is damaged. */
    AppRunnerException damaged() {
        return new AppRunnerException(
                ErrorCode.CHECKSUM,
                "the stored settings of " + file + " are damaged",
                "fim-reset all erases them, permissions included");
    }

    private Optional<Snapshot> tryRead(byte[] selectors, Set<Component> components) throws IOException {
        Optional<Selector> selector = current(selectors);
        Optional<Slot> slot = selector.isPresent() ? slot(selector.get()) : Optional.empty();
        if (slot.isEmpty()) {
            return Optional.empty();
        }
        Map<Component, State> states = new EnumMap<>(Component.class);
        for (Component component : components) {
            states.put(component, state(slot.get(), component));
        }
        return Optional.of(new Snapshot(states));
    }

    private State state(Slot slot, Component component) throws IOException {
        Entry entry = slot.entry(component);
        if (!entry.isSet()) {
            return new State.Unset();
        }
        if (entry.version() != Entry.VERSION) {
            return new State.Damaged(new AppRunnerException(
                    ErrorCode.UNSUPPORTED,
                    "the stored " + component.label() + " of " + file + " is of version " + entry.version(),
                    "use a newer app-runner, or forget it with fim-reset " + component.label()));
        }
        byte[] value = component.isLarge()
                ? storage.read(AreaLayout.extent(entry.extent() - 1), entry.length())
                : slot.inline(component, entry.length());
        if (Selector.Checksum.of(value, 0, value.length) == entry.checksum()) {
            return new State.Present(value);
        }
        return new State.Damaged(new AppRunnerException(
                ErrorCode.CHECKSUM,
                "the stored " + component.label() + " of " + file + " is damaged",
                "forget it with fim-reset " + component.label()));
    }
}
