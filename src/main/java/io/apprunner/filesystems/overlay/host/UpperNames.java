// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay.host;

import io.apprunner.filesystems.overlay.layer.Name;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * All names in a folder of the upper branch, as nobody but this process changes them. A listing can go on at any
 * position while names come and go. Reading is safe for several threads while none changes it.
 */
public final class UpperNames {
    private final Map<Name, UpperEntry> byName = new HashMap<>();
    private final TreeMap<Long, UpperEntry> byPosition = new TreeMap<>();
    private final Map<Name, List<Name>> spellings = new HashMap<>();
    private final boolean ignoresCase;
    private long next = 1;
    private int whiteouts;

    private UpperNames(boolean ignoresCase) {
        this.ignoresCase = ignoresCase;
    }

    /** The names of no folder yet. */
    public static UpperNames none(boolean ignoresCase) {
        return new UpperNames(ignoresCase);
    }

    /** Reads the names of an open folder. */
    public static UpperNames read(Host host, int folder, boolean ignoresCase) {
        UpperNames names = new UpperNames(ignoresCase);
        host.list(folder, names::put);
        return names;
    }

    /** The entry of exactly this name, which may be a whiteout. */
    public Optional<UpperEntry> get(Name name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Adds a name, or says what it stands for now. */
    public void put(Name name, long inode, int type) {
        UpperEntry old = byName.get(name);
        UpperEntry entry = new UpperEntry(name, inode, type, old == null ? next++ : old.position());
        byName.put(name, entry);
        byPosition.put(entry.position(), entry);
        whiteouts += (entry.isWhiteout() ? 1 : 0) - (old != null && old.isWhiteout() ? 1 : 0);
        if (ignoresCase && old == null) {
            spellings.computeIfAbsent(name.folded(), any -> new ArrayList<>(1)).add(name);
        }
    }

    /** Removes a name. */
    public void remove(Name name) {
        UpperEntry old = byName.remove(name);
        if (old == null) {
            return;
        }
        byPosition.remove(old.position());
        whiteouts -= old.isWhiteout() ? 1 : 0;
        if (ignoresCase) {
            Name folded = name.folded();
            List<Name> list = spellings.getOrDefault(folded, List.of());
            list.remove(name);
            if (list.isEmpty()) {
                spellings.remove(folded);
            }
        }
    }

    /** The names that fold to this, whiteouts among them. */
    public List<Name> spellings(Name folded) {
        return List.copyOf(spellings.getOrDefault(folded, List.of()));
    }

    /** The entries behind a position, in the order of their positions. */
    public Collection<UpperEntry> after(long position) {
        return byPosition.tailMap(position, false).values();
    }

    /** How many names stand for a file. */
    public int shown() {
        return byName.size() - whiteouts;
    }

    /** Whether the folder itself is empty. */
    public boolean isEmpty() {
        return byName.isEmpty();
    }

    /** Tells all entries. */
    public void forEach(Consumer<UpperEntry> action) {
        byName.values().forEach(action);
    }
}
