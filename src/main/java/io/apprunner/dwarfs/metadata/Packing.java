// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.metadata;

import io.apprunner.dwarfs.format.Column;
import io.apprunner.dwarfs.format.Place;

/** Rebuilds lists that were packed to compress better (DwarFS format 2.5, packed forms). */
final class Packing {
    private Packing() {}

    /** The running sums of a list of differences, which must stay within {@code limit}. */
    static Column sums(Column differences, long limit, Place place) {
        int[] sums = new int[differences.count()];
        long sum = 0;
        for (int i = 0; i < sums.length; i++) {
            sum += differences.get(i);
            if (sum > limit) {
                throw place.bad("differences that add up to at most " + limit, sum);
            }
            sums[i] = (int) sum;
        }
        return Column.of(sums);
    }

    /** The group of each shared file from the groups' sizes less two; {@code limit} is the number of files. */
    static Column sharedFiles(Column sizes, int limit, Place place) {
        long total = 2L * sizes.count();
        for (int i = 0; i < sizes.count() && total <= limit; i++) {
            total += sizes.get(i);
        }
        if (total > limit) {
            throw place.bad("at most " + limit + " shared files", total);
        }
        int[] groups = new int[(int) total];
        int at = 0;
        for (int i = 0; i < sizes.count(); i++) {
            int end = at + sizes.getInt(i) + 2;
            while (at < end) {
                groups[at++] = i;
            }
        }
        return Column.of(groups);
    }
}
