// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The directories of layers that one directory of a union shows, the top one first.
 *
 * @param layers all layers
 * @param parts the directories
 */
public record LowerStack(Layers layers, List<LowerFile> parts) {
    /** Whether no layer has anything here. */
    public boolean isEmpty() {
        return parts.isEmpty();
    }

    /** The file that shows by exactly this name. */
    public Optional<LowerFile> find(Name name) {
        for (int i = 0; i < parts.size(); i++) {
            LowerFile found = lookup(parts.get(i), name);
            if (found.file() >= 0) {
                boolean isHidden = layer(found).isWhiteout(found.file()) || isShadowed(i, name);
                return isHidden ? Optional.empty() : Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** Whether an upper layer shows another spelling that the layer of this part has not, and which hides this one. */
    private boolean isShadowed(int part, Name name) {
        if (!layers.ignoresCase() || part == 0) {
            return false;
        }
        Name folded = name.folded();
        for (int above = 0; above < part; above++) {
            for (Name other : layers.spellings(parts.get(above), folded)) {
                if (hides(other, above, part)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean hides(Name other, int above, int part) {
        LowerFile found = lookup(parts.get(above), other);
        return !layer(found).isWhiteout(found.file())
                && lookup(parts.get(part), other).file() < 0;
    }

    /** Whether some spelling that is shown above this stack hides a lower name: no layer of it has that spelling. */
    public boolean isHiddenBy(Name spelling, Name name) {
        for (LowerFile part : parts) {
            if (lookup(part, name).file() >= 0) {
                return lookup(part, spelling).file() < 0;
            }
        }
        return false;
    }

    /** The names of all layers that fold to this, from the top layer down, in the order of their bytes. */
    public List<Name> spellings(Name folded) {
        List<Name> all = new ArrayList<>();
        for (LowerFile part : parts) {
            all.addAll(layers.spellings(part, folded));
        }
        return all;
    }

    /** The directories that a directory of this name shows; nothing when the name shows another file or none. */
    public LowerStack child(Name name) {
        List<LowerFile> found = new ArrayList<>();
        for (LowerFile part : parts) {
            LowerFile next = any(part, name);
            if (next.file() < 0) {
                continue;
            }
            Layer layer = layer(next);
            if (!layer.isDirectory(next.file())) {
                break;
            }
            found.add(next);
            if (layer.isOpaque(next.file())) {
                break;
            }
        }
        return new LowerStack(layers, List.copyOf(found));
    }

    /** Nothing, for a directory that hides what is below. */
    public LowerStack none() {
        return new LowerStack(layers, List.of());
    }

    private LowerFile any(LowerFile directory, Name name) {
        LowerFile exact = lookup(directory, name);
        if (exact.file() >= 0 || !layers.ignoresCase()) {
            return exact;
        }
        List<Name> others = layers.spellings(directory, name.folded());
        return others.isEmpty() ? exact : lookup(directory, others.getFirst());
    }

    private LowerFile lookup(LowerFile directory, Name name) {
        return new LowerFile(directory.layer(), layer(directory).lookup(directory.file(), name));
    }

    private Layer layer(LowerFile file) {
        return layers.get(file.layer());
    }
}
