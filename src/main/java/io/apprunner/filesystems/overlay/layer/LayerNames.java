// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All names of a layer's files: what a directory tells, the other way round. */
final class LayerNames {
    private final Layer layer;
    /** The last entry of each file; -1 for none. */
    private final int[] last;
    /** Another entry of the same file. */
    private final int[] others;
    /** Directories, in the order of their first entries. */
    private final int[] directories;

    private final int[] firstEntries;

    LayerNames(Layer layer) {
        this.layer = layer;
        int count = layer.directoryCount();
        last = new int[layer.count()];
        Arrays.fill(last, -1);
        Integer[] order = new Integer[count];
        int end = 0;
        for (int i = 0; i < count; i++) {
            order[i] = i;
            end = Math.max(end, layer.endEntry(i));
        }
        Arrays.sort(order, (a, b) -> {
            int byEntry = Integer.compare(layer.firstEntry(a), layer.firstEntry(b));
            return byEntry != 0 ? byEntry : Integer.compare(layer.endEntry(a), layer.endEntry(b));
        });
        others = new int[end];
        directories = new int[count];
        firstEntries = new int[count];
        for (int i = 0; i < count; i++) {
            directories[i] = order[i];
            firstEntries[i] = layer.firstEntry(order[i]);
            add(order[i]);
        }
    }

    private void add(int directory) {
        for (int entry = layer.firstEntry(directory); entry < layer.endEntry(directory); entry++) {
            int file = layer.entryFile(entry);
            others[entry] = last[file];
            last[file] = entry;
        }
    }

    /** The entries that a file has. */
    List<LayerPlace> of(int file) {
        List<LayerPlace> places = new ArrayList<>();
        for (int entry = last[file]; entry >= 0; entry = others[entry]) {
            places.add(new LayerPlace(directory(entry), layer.entryName(entry)));
        }
        return places;
    }

    /** The last directory that begins at this entry or before; empty ones at the same place are sorted before it. */
    private int directory(int entry) {
        int low = 0;
        int high = firstEntries.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (firstEntries[middle] <= entry) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return directories[low];
    }
}
