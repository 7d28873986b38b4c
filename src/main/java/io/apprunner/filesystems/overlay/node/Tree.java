// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay.node;

import io.apprunner.filesystems.overlay.host.Host;
import io.apprunner.filesystems.overlay.host.OpenFiles;
import io.apprunner.filesystems.overlay.host.UpperEntry;
import io.apprunner.filesystems.overlay.host.UpperNames;
import io.apprunner.filesystems.overlay.layer.Layers;
import io.apprunner.filesystems.overlay.layer.LowerFile;
import io.apprunner.filesystems.overlay.layer.LowerStack;
import io.apprunner.filesystems.overlay.layer.Name;
import io.apprunner.fuse.FuseException;
import io.apprunner.posix.Constants;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The merged tree: what names lead to. Preconditions of methods that take a directory and a name: the directory's lock
 * is held.
 *
 * @param host the upper branch
 * @param open its open files
 * @param layers the lower branches
 * @param table the nodes that are known
 */
public record Tree(Host host, OpenFiles open, Layers layers, NodeTable table) {
    /** The open upper folder of a directory that has one. */
    public OpenFiles.Use folder(DirectoryNode directory) {
        return open.use(directory, () -> openFolder(directory));
    }

    private int openFolder(DirectoryNode directory) {
        Optional<DirectoryNode> parent = directory.parent();
        if (parent.isEmpty()) {
            return host.openFolder(host.upper(), Name.of(new byte[] {'.'}));
        }
        try (OpenFiles.Use above = folder(parent.get())) {
            return host.openFolder(above.number(), directory.name());
        }
    }

    /** The names in the upper folder of a directory. */
    public UpperNames names(DirectoryNode directory) {
        UpperNames known = directory.names();
        if (known != null) {
            return known;
        }
        synchronized (directory) {
            UpperNames names = directory.names();
            if (names == null) {
                names = read(directory);
                directory.names(names);
            }
            return names;
        }
    }

    private UpperNames read(DirectoryNode directory) {
        if (!directory.isUpper() || directory.removed().isPresent()) {
            return UpperNames.none(layers.ignoresCase());
        }
        try (OpenFiles.Use folder = folder(directory)) {
            return UpperNames.read(host, folder.number(), layers.ignoresCase());
        }
    }

    /** What exactly this name leads to. */
    public Optional<Found> find(DirectoryNode directory, Name name) {
        UpperNames names = names(directory);
        Optional<UpperEntry> upper = names.get(name);
        if (upper.isPresent()) {
            return upper.filter(entry -> !entry.isWhiteout()).map(Found.InUpper::new);
        }
        Optional<LowerFile> lower = directory.lower().find(name);
        if (lower.isEmpty() || (layers.ignoresCase() && isHidden(directory, names, name))) {
            return Optional.empty();
        }
        return lower.map(file -> new Found.InLower(name, file));
    }

    /** Whether the upper folder has another spelling that stands for this one too. */
    private static boolean isHidden(DirectoryNode directory, UpperNames names, Name name) {
        return names.spellings(name.folded()).stream()
                .filter(other -> !names.get(other).map(UpperEntry::isWhiteout).orElse(true))
                .anyMatch(other -> directory.lower().isHiddenBy(other, name));
    }

    /** What a name leads to, in any spelling where case is ignored; the exact one goes first. */
    public Optional<Found> findAny(DirectoryNode directory, Name name) {
        Optional<Found> exact = find(directory, name);
        if (exact.isPresent() || !layers.ignoresCase()) {
            return exact;
        }
        Name folded = name.folded();
        List<Name> spellings = new ArrayList<>(names(directory).spellings(folded));
        spellings.sort(null);
        spellings.addAll(directory.lower().spellings(folded));
        return spellings.stream()
                .flatMap(other -> find(directory, other).stream())
                .findFirst();
    }

    /**
     * The names of layers that would show, were a name of the upper folder or of a layer not there; those of its own
     * spelling first.
     */
    public List<Name> below(DirectoryNode directory, Name name) {
        List<Name> hidden = new ArrayList<>();
        LowerStack lower = directory.lower();
        if (lower.find(name).isPresent()) {
            hidden.add(name);
        }
        if (layers.ignoresCase()) {
            UpperNames names = names(directory);
            lower.spellings(name.folded()).stream()
                    .filter(other -> !other.equals(name) && !hidden.contains(other))
                    .filter(other -> names.get(other).isEmpty() && lower.isHiddenBy(name, other))
                    .forEach(hidden::add);
        }
        return hidden;
    }

    /** Whether what was found is a directory. */
    public boolean isDirectory(Found found) {
        return switch (found) {
            case Found.InUpper upper -> upper.entry().isFolder();
            case Found.InLower lower ->
                layers.get(lower.file().layer()).isDirectory(lower.file().file());
        };
    }

    /** The directory that was found. */
    public DirectoryNode child(DirectoryNode directory, Found found) {
        DirectoryNode known = directory.children().get(found.name());
        if (known != null) {
            return known;
        }
        return switch (found) {
            case Found.InUpper upper ->
                table.child(
                        directory,
                        upper.name(),
                        lowerOf(directory, upper.name()),
                        Optional.of(upper.entry().inode()));
            case Found.InLower lower ->
                table.child(directory, lower.name(), directory.lower().child(lower.name()), Optional.empty());
        };
    }

    private LowerStack lowerOf(DirectoryNode directory, Name name) {
        LowerStack lower = directory.lower().child(name);
        if (lower.isEmpty()) {
            return lower;
        }
        try (OpenFiles.Use folder = folder(directory)) {
            int open = host.openFolder(folder.number(), name);
            try {
                return host.isOpaque(open) ? lower.none() : lower;
            } finally {
                host.contents().close(open);
            }
        }
    }

    /** Refuses a directory that was removed. */
    public static void checkThere(DirectoryNode directory) {
        if (directory.removed().isPresent()) {
            throw new FuseException(Constants.ENOENT);
        }
    }

    /** Whether a directory shows no name. */
    public boolean isEmpty(DirectoryNode directory) {
        if (names(directory).shown() > 0) {
            return false;
        }
        for (LowerFile part : directory.lower().parts()) {
            var layer = layers.get(part.layer());
            for (int entry = layer.firstEntry(part.file()); entry < layer.endEntry(part.file()); entry++) {
                Name name = layer.entryName(entry);
                if (!layer.isMark(name) && find(directory, name).isPresent()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The directory of the union that shows a layer's directory, if any does. Preconditions: no lock is held. */
    public Optional<DirectoryNode> showing(LowerFile directory) {
        if (directory.file() == 0) {
            return Optional.of(table.root()).filter(root -> shows(root, directory));
        }
        int above = layers.get(directory.layer()).parent(directory.file());
        Name name = layers.places(directory).getFirst().name();
        return showing(new LowerFile(directory.layer(), above))
                .flatMap(parent -> showing(parent, name))
                .filter(found -> shows(found, directory));
    }

    private Optional<DirectoryNode> showing(DirectoryNode parent, Name name) {
        parent.lock().readLock().lock();
        try {
            return findAny(parent, name).filter(this::isDirectory).map(found -> child(parent, found));
        } finally {
            parent.lock().readLock().unlock();
        }
    }

    private static boolean shows(DirectoryNode node, LowerFile directory) {
        return node.removed().isEmpty() && node.lower().parts().contains(directory);
    }
}
