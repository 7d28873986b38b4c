// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay.layer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The layers of a union, the top one first. Their numbers are their places in the list. */
public final class Layers {
    private final List<Layer> layers;
    private final boolean ignoresCase;
    /** What is added to a layer's numbers of files so that all differ. */
    private final long[] bases;

    private final Map<Integer, LayerNames> names = new ConcurrentHashMap<>();
    private final Map<Long, Map<Name, List<Name>>> spellings = new ConcurrentHashMap<>();

    /** @param ignoresCase whether names match that differ in case only */
    public Layers(List<Layer> layers, boolean ignoresCase) {
        this.layers = List.copyOf(layers);
        this.ignoresCase = ignoresCase;
        this.bases = new long[layers.size()];
        long base = 2;
        for (int i = 0; i < bases.length; i++) {
            bases[i] = base;
            base += layers.get(i).count();
        }
    }

    /** Whether names match that differ in case only. */
    public boolean ignoresCase() {
        return ignoresCase;
    }

    /** One of the layers. */
    public Layer get(int layer) {
        return layers.get(layer);
    }

    /** The root directories of all layers, merged. */
    public LowerStack root() {
        List<LowerFile> parts = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            parts.add(new LowerFile(i, Layer.ROOT));
            if (layers.get(i).isOpaque(Layer.ROOT)) {
                break;
            }
        }
        return new LowerStack(this, parts);
    }

    /** The number that programs see for a file of a layer. */
    public long number(LowerFile file) {
        return bases[file.layer()] + file.file();
    }

    /** Where a layer has a file. */
    public List<LayerPlace> places(LowerFile file) {
        return names.computeIfAbsent(file.layer(), layer -> new LayerNames(get(layer)))
                .of(file.file());
    }

    /** The names in a layer's directory that fold to this, in the order of their bytes. */
    List<Name> spellings(LowerFile directory, Name folded) {
        long key = (long) directory.layer() << 32 | directory.file();
        return spellings.computeIfAbsent(key, any -> foldAll(directory)).getOrDefault(folded, List.of());
    }

    private Map<Name, List<Name>> foldAll(LowerFile directory) {
        Layer layer = get(directory.layer());
        Map<Name, List<Name>> all = new HashMap<>();
        for (int entry = layer.firstEntry(directory.file()); entry < layer.endEntry(directory.file()); entry++) {
            Name name = layer.entryName(entry);
            if (!layer.isMark(name)) {
                all.computeIfAbsent(name.folded(), any -> new ArrayList<>(1)).add(name);
            }
        }
        all.values().forEach(list -> list.sort(null));
        return all;
    }
}
