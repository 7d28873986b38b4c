// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.metadata;

import io.apprunner.dwarfs.format.Column;
import io.apprunner.dwarfs.format.FrozenView;
import io.apprunner.dwarfs.format.MetadataField;
import io.apprunner.dwarfs.format.Place;
import java.util.Arrays;

/**
 * Which chunks belong to which regular file (DwarFS format 2.5, metadata). Several files can share one list. For long
 * lists, sums of sizes are kept for every {@link #STEP} chunks, so that sizes and positions are found in bounded time.
 */
final class ChunkLists {
    private static final int STEP = 32;

    private final Chunks chunks;
    private final Column table;
    private final Column shared;
    private final int unique;

    /** The lists longer than one step, ascending. */
    private int[] longLists = new int[0];
    /** Where the sums of such a list begin. */
    private int[] firstSums = new int[0];
    /** The bytes before chunk 0, STEP, 2 * STEP and so on of a list, and at last its size. */
    private long[] sums = new long[0];

    /** @param files the number of regular files */
    ChunkLists(FrozenView metadata, Options options, Chunks chunks, int files) {
        this.chunks = chunks;
        Place place = metadata.place();
        FrozenView.FrozenList sharedList = Options.optionalList(metadata, MetadataField.SHARED_FILES_TABLE);
        Column raw = sharedList == null ? Column.none() : sharedList.integers(Integer.SIZE);
        shared = options.packedShared() ? Packing.sharedFiles(raw, files, place) : raw;
        unique = files - shared.count();
        if (unique < 0) {
            throw place.bad("at most " + files + " shared files", shared.count());
        }
        Column stored = metadata.list(MetadataField.CHUNK_TABLE).integers(Integer.SIZE);
        if (stored.count() > files + 1) {
            throw place.bad("a chunk table of at most " + (files + 1) + " values", stored.count());
        }
        table = options.packedChunks() ? Packing.sums(stored, chunks.count(), place) : stored;
        check(place, checkShared(place));
        indexLongLists(place);
    }

    /** Checks the order of the groups of equal files; returns their number. */
    private int checkShared(Place place) {
        long group = -1;
        int members = 2;
        for (int i = 0; i < shared.count(); i++) {
            long next = shared.get(i);
            if (next == group) {
                members++;
            } else if (next == group + 1 && members >= 2) {
                group = next;
                members = 1;
            } else {
                throw place.bad("groups of at least two shared files, ascending", "group " + next);
            }
        }
        if (members < 2) {
            throw place.bad("groups of at least two shared files", members);
        }
        return (int) group + 1;
    }

    private void check(Place place, int groups) {
        int lists = unique + groups;
        if (table.count() != lists + 1 && (lists > 0 || table.count() > 0)) {
            throw place.bad("a chunk table of " + (lists + 1) + " values", table.count());
        }
        if (table.count() > 0 && table.get(0) != 0) {
            throw place.bad("a chunk table that begins at 0", table.get(0));
        }
        long last = 0;
        for (int i = 0; i < table.count(); i++) {
            long next = table.get(i);
            if (next < last || next > chunks.count()) {
                throw place.bad("ascending chunks up to " + chunks.count(), next);
            }
            last = next;
        }
        if (last != chunks.count()) {
            throw place.bad("a chunk table that ends at " + chunks.count(), last);
        }
    }

    private void indexLongLists(Place place) {
        int lists = Math.max(0, table.count() - 1);
        int listCount = 0;
        int sumCount = 0;
        for (int list = 0; list < lists; list++) {
            int length = table.getInt(list + 1) - table.getInt(list);
            if (length > STEP) {
                listCount++;
                sumCount += (length - 1) / STEP + 2;
            }
        }
        longLists = new int[listCount];
        firstSums = new int[listCount];
        sums = new long[sumCount];
        listCount = 0;
        sumCount = 0;
        for (int list = 0; list < lists; list++) {
            int first = table.getInt(list);
            int end = table.getInt(list + 1);
            boolean isLong = end - first > STEP;
            if (isLong) {
                longLists[listCount] = list;
                firstSums[listCount++] = sumCount;
            }
            long sum = 0;
            for (int chunk = first; chunk < end; chunk++) {
                if (isLong && (chunk - first) % STEP == 0) {
                    sums[sumCount++] = sum;
                }
                sum += chunks.size(chunk);
                if (sum < 0) {
                    throw place.bad("files below 2^63 bytes", "a larger one");
                }
            }
            if (isLong) {
                sums[sumCount++] = sum;
            }
        }
    }

    /** @param file counted from the first regular one */
    private int list(int file) {
        return file < unique ? file : unique + shared.getInt(file - unique);
    }

    int firstChunk(int file) {
        return table.getInt(list(file));
    }

    int endChunk(int file) {
        return table.getInt(list(file) + 1);
    }

    private int firstSum(int list) {
        return firstSums[Arrays.binarySearch(longLists, list)];
    }

    private long sum(int from, int to) {
        long sum = 0;
        for (int chunk = from; chunk < to; chunk++) {
            sum += chunks.size(chunk);
        }
        return sum;
    }

    long size(int file) {
        return position(file, endChunk(file));
    }

    /** The bytes of the file before {@code chunk}, which is one of it or its end. */
    long position(int file, int chunk) {
        int list = list(file);
        int first = table.getInt(list);
        int end = table.getInt(list + 1);
        if (end - first <= STEP) {
            return sum(first, chunk);
        }
        int sum = firstSum(list);
        if (chunk == end) {
            return sums[sum + (end - first - 1) / STEP + 1];
        }
        int steps = (chunk - first) / STEP;
        return sums[sum + steps] + sum(first + steps * STEP, chunk);
    }

    /** The chunk that holds byte {@code offset} of the file, or the end of its chunks when it is not so long. */
    int chunkAt(int file, long offset) {
        int list = list(file);
        int first = table.getInt(list);
        int end = table.getInt(list + 1);
        int chunk = first;
        long position = 0;
        if (end - first > STEP) {
            int sum = firstSum(list);
            int low = 0;
            int high = (end - first - 1) / STEP;
            while (low < high) {
                int middle = (low + high + 1) >>> 1;
                if (sums[sum + middle] <= offset) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            chunk = first + low * STEP;
            position = sums[sum + low];
        }
        while (chunk < end && position + chunks.size(chunk) <= offset) {
            position += chunks.size(chunk++);
        }
        return chunk;
    }
}
