// SPDX-License-Identifier: Apache-2.0
package io.apprunner.reserved;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.reserved.Selector.Checksum;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Changes components. Whatever happens in between, afterwards either all of a change is there or nothing of it; the
 * order of the writes that makes it so is in docs/format/reserved.md, section 5.
 *
 * <p>Preconditions: the caller holds the lock of the image's writers.
 */
public final class AreaWriter {
    private final Storage storage;
    private final ReservedArea area;

    /**
     * @param storage the area
     * @param file the image's name, for errors
     */
    public AreaWriter(Storage storage, String file) {
        this.storage = storage;
        this.area = new ReservedArea(storage, file);
    }

    /**
     * Refuses values that are too large; nothing is read or written.
     *
     * @param changes new values; an empty one clears its component
     * @throws AppRunnerException with code {@code LIMIT}
     * @throws IllegalArgumentException when more than one large component gets a value: there is one free extent
     */
    public static void check(Map<Component, Optional<byte[]>> changes) {
        if (changes.keySet().stream().filter(Component::isLarge).count() > 1) {
            throw new IllegalArgumentException("several large components at once");
        }
        changes.forEach((component, value) -> {
            int length = value.map(bytes -> bytes.length).orElse(0);
            if (length > component.limit()) {
                throw new AppRunnerException(
                        ErrorCode.LIMIT,
                        "the " + component.label() + " value has " + length + " bytes, but at most " + component.limit()
                                + " can be stored",
                        "nothing was changed");
            }
        });
    }

    /**
     * Makes all changes, or none. Values that are what is stored already are not written.
     *
     * @param wanted new values; an empty one clears its component, also a damaged one
     * @throws AppRunnerException when a value is too large, or when the area is damaged as a whole or of a later
     *     version
     * @throws IOException when writing failed; the old values are then still there
     */
    public void write(Map<Component, Optional<byte[]>> wanted) throws IOException {
        check(wanted);
        Map<Component, Optional<byte[]>> changes = new HashMap<>(wanted);
        byte[] selectors = area.selectors();
        Selector current = area.current(selectors).orElseThrow(area::damaged);
        Slot slot = area.slot(current).orElseThrow(area::damaged);
        changes.entrySet().removeIf(change -> isStored(slot, change.getKey(), change.getValue()));
        if (changes.isEmpty()) {
            return;
        }
        agree(current, selectors);
        for (Map.Entry<Component, Optional<byte[]>> change : changes.entrySet()) {
            put(slot, change.getKey(), change.getValue(), current.generation() + 1);
        }
        commit(slot, current);
    }

    /** Erases everything, however damaged it is. The zeros of the selectors are what counts. */
    public void erase() throws IOException {
        for (int i = 0; i < AreaLayout.SELECTORS; i++) {
            storage.write(AreaLayout.selector(i), new byte[Selector.SIZE]);
        }
        storage.force();
    }

    private boolean isStored(Slot slot, Component component, Optional<byte[]> value) {
        Entry entry = slot.entry(component);
        if (value.isEmpty() || !entry.isSet()) {
            return value.isEmpty() && !entry.isSet();
        }
        return entry.version() == Entry.VERSION
                && entry.length() == value.get().length
                && entry.checksum() == Checksum.of(value.get(), 0, value.get().length)
                && isReadable(component);
    }

    private boolean isReadable(Component component) {
        return !area.read(Set.of(component)).isDamaged();
    }

    /** After a crash the copies can differ. They must not when the slot that the older one names gets overwritten. */
    private void agree(Selector current, byte[] selectors) throws IOException {
        if (current.generation() == 0) {
            return;
        }
        byte[] wanted = current.encode();
        boolean changed = false;
        for (int i = 0; i < AreaLayout.SELECTORS; i++) {
            int at = i * Selector.SIZE;
            if (!Arrays.equals(selectors, at, at + Selector.SIZE, wanted, 0, Selector.SIZE)) {
                storage.write(AreaLayout.selector(i), wanted);
                changed = true;
            }
        }
        if (changed) {
            storage.force();
        }
    }

    private void put(Slot slot, Component component, Optional<byte[]> value, long generation) throws IOException {
        if (value.isEmpty()) {
            slot.set(component, Entry.UNSET);
            return;
        }
        byte[] bytes = value.get();
        int extent = 0;
        if (component.isLarge()) {
            extent = slot.freeExtent();
            storage.write(AreaLayout.extent(extent - 1), bytes);
        } else {
            slot.setInline(component, bytes);
        }
        long checksum = Checksum.of(bytes, 0, bytes.length);
        slot.set(component, new Entry(Entry.VERSION, extent, bytes.length, generation, checksum));
    }

    private void commit(Slot slot, Selector current) throws IOException {
        int target = AreaLayout.SLOTS - 1 - current.slot();
        storage.write(AreaLayout.slot(target), slot.bytes());
        storage.force();
        byte[] selector = new Selector(current.generation() + 1, target, slot.checksum()).encode();
        storage.write(AreaLayout.selector(0), selector);
        storage.force();
        storage.write(AreaLayout.selector(1), selector);
    }
}
