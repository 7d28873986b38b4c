// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.metadata;

import io.apprunner.dwarfs.format.FrozenField;
import io.apprunner.dwarfs.format.FrozenField.OptionalField;
import io.apprunner.dwarfs.format.FrozenView;
import io.apprunner.dwarfs.format.MetadataField;
import io.apprunner.dwarfs.format.MetadataField.OptionsField;
import org.jspecify.annotations.Nullable;

/**
 * How the metadata was written (DwarFS format 2.5, metadata).
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
        FrozenView optional = metadata.optional(MetadataField.OPTIONS);
        return optional == null
                ? new Options(false, 1, false, false, false, 0, false)
                : read(optional.struct(OptionalField.VALUE));
    }

    private static Options read(FrozenView options) {
        long resolution = options.optionalInteger(OptionsField.TIME_RESOLUTION_SEC, Integer.SIZE, 1);
        if (resolution == 0) {
            throw options.place().bad("a time resolution of at least a second", resolution);
        }
        return new Options(
                options.flag(OptionsField.MTIME_ONLY),
                resolution,
                options.flag(OptionsField.PACKED_CHUNK_TABLE),
                options.flag(OptionsField.PACKED_DIRECTORIES),
                options.flag(OptionsField.PACKED_SHARED_FILES_TABLE),
                options.optionalInteger(OptionsField.SUBSECOND_RESOLUTION_NSEC_MULTIPLIER, Integer.SIZE, 0),
                options.flag(OptionsField.INODES_HAVE_NLINK));
    }

    /** The items of the list that an optional field holds, or null when it is unset. */
    static FrozenView.@Nullable FrozenList optionalList(FrozenView metadata, FrozenField field) {
        FrozenView optional = metadata.optional(field);
        return optional == null ? null : optional.list(OptionalField.VALUE);
    }
}
