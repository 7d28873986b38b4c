// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.metadata;

import io.apprunner.dwarfs.format.Column;
import io.apprunner.dwarfs.format.FrozenView;
import io.apprunner.dwarfs.format.MetadataField;
import io.apprunner.dwarfs.format.MetadataField.InodeField;
import io.apprunner.dwarfs.format.Place;

/**
 * One kind of time of all inodes (DwarFS format 2.5, metadata): unit * (base + offset), and a sub-second part. Base and
 * offset are 64 bits wide and their sum wraps, so that either can stand for a time before 1970.
 */
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
        offsets = inodes.field(offsetField, Long.SIZE);
        parts = inodes.field(partField, Integer.SIZE);
        checkUnits(metadata.place());
        checkParts(metadata.place());
    }

    /** Every second from -2^63 to 2^63 - 1 is a time; larger units could lead beyond these. */
    private void checkUnits(Place place) {
        long limit = Long.MAX_VALUE / resolution;
        for (int i = 0; resolution > 1 && i < offsets.count(); i++) {
            long units = base + offsets.get(i);
            if (units > limit || units < -limit) {
                throw place.bad("times within " + limit + " units", units);
            }
        }
    }

    private void checkParts(Place place) {
        if (nanoseconds >= SECOND) {
            throw place.bad("a unit below a second", nanoseconds + " ns");
        }
        if (nanoseconds * parts.widest() < SECOND) {
            return;
        }
        for (int i = 0; i < parts.count(); i++) {
            if (nanoseconds * parts.get(i) >= SECOND) {
                throw place.bad("a part of a second", nanoseconds * parts.get(i) + " ns");
            }
        }
    }

    /** Seconds since 1970, below zero before. */
    long seconds(int inode) {
        return resolution * (base + offsets.get(inode));
    }

    /** Nanoseconds after that second. */
    int nanos(int inode) {
        return (int) (nanoseconds * parts.get(inode));
    }
}
