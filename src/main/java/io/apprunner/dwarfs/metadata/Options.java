// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.metadata;

import io.apprunner.dwarfs.format.FrozenView;
import org.jspecify.annotations.Nullable;

/**
 * How the metadata was written (DwarFS format 2.5, metadata, field 18).
 *
 * @param mtimeOnly whether access and change times are not stored
 * @param resolution seconds of one unit of time
 * @param packedChunks whether the chunk table holds differences
 * @param packedDirectories whether directories hold only differences of their first entries
 * @param packedShared whether the table of shared files holds counts
 * @param nanoseconds nanoseconds of one unit of a sub-second part
 * @param storesLinkCounts whether inodes hold their number of links
 */
record Options(
        boolean mtimeOnly,
        long resolution,
        boolean packedChunks,
        boolean packedDirectories,
        boolean packedShared,
        long nanoseconds,
        boolean storesLinkCounts) {

    static Options load(FrozenView metadata) {
        FrozenView optional = metadata.optional(18);
        return optional == null ? new Options(false, 1, false, false, false, 0, false) : read(optional.struct(2));
    }

    private static Options read(FrozenView options) {
        long resolution = options.optionalInteger(2, Integer.SIZE, 1);
        if (resolution == 0) {
            throw options.place().bad("a time resolution of at least a second", resolution);
        }
        return new Options(
                options.flag(1),
                resolution,
                options.flag(3),
                options.flag(4),
                options.flag(5),
                options.optionalInteger(6, Integer.SIZE, 0),
                options.flag(8));
    }

    /** The items of the list that an optional field holds, or null when it is unset. */
    static FrozenView.@Nullable FrozenList optionalList(FrozenView metadata, int id) {
        FrozenView optional = metadata.optional(id);
        return optional == null ? null : optional.list(2);
    }
}
