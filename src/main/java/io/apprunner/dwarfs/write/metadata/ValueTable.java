// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.metadata;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/** The distinct values of an attribute, ascending, so that inodes can refer to them by their indexes. */
record ValueTable(long[] values) {
    /** The values that occur in {@code items}. */
    static <T> ValueTable of(List<T> items, ToLongFunction<T> get) {
        return new ValueTable(items.stream().mapToLong(get).sorted().distinct().toArray());
    }

    /** The index of a value that is in the table. */
    int index(long value) {
        return Arrays.binarySearch(values, value);
    }
}
