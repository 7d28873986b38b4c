// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.metadata;

import io.apprunner.dwarfs.format.Column;
import io.apprunner.dwarfs.format.FrozenView;
import io.apprunner.dwarfs.format.MetadataField;
import io.apprunner.dwarfs.format.MetadataField.InodeField;

/** One kind of time of all inodes (DwarFS format 2.5, metadata): unit * (base + offset), and a sub-second part. */
final class Times {
    private static final long SECOND = 1_000_000_000;

    private final long base;
    private final long resolution;
    private final long nanoseconds;
    private final Column offsets;
    private final Column parts;

    /**
     * @param offsetField the field of an inode that holds the offset
     * @param partField the field that holds the sub-second part
     */
    Times(FrozenView metadata, InodeRecords inodes, Options options, InodeField offsetField, InodeField partField) {
        base = metadata.integer(MetadataField.TIMESTAMP_BASE, Long.SIZE);
        resolution = options.resolution();
        nanoseconds = options.nanoseconds();
        offsets = inodes.field(offsetField);
        parts = inodes.field(partField);
        check(metadata);
    }

    private void check(FrozenView metadata) {
        long limit = Long.MAX_VALUE / resolution;
        if (base > limit - offsets.widest() || base < -limit) {
            throw metadata.place().bad("a time base below " + limit, base);
        }
        if (nanoseconds * parts.widest() < SECOND) {
            return;
        }
        for (int i = 0; i < parts.count(); i++) {
            if (nanoseconds * parts.get(i) >= SECOND) {
                throw metadata.place().bad("a part of a second", nanoseconds * parts.get(i) + " ns");
            }
        }
    }

    long seconds(int inode) {
        return resolution * (base + offsets.get(inode));
    }

    int nanos(int inode) {
        return (int) (nanoseconds * parts.get(inode));
    }
}
