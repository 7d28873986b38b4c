// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.metadata;

import io.apprunner.dwarfs.format.Column;
import io.apprunner.dwarfs.format.FrozenView;
import io.apprunner.dwarfs.format.MetadataField;
import io.apprunner.dwarfs.format.Place;
import io.apprunner.dwarfs.format.StringTable;
import java.util.Arrays;

/**
 * Where the symbolic links lead (DwarFS format 2.5, metadata). Images that were made on Windows have another separator
 * of names in their targets; it becomes a slash here.
 */
final class LinkTargets {
    private static final int LIMIT = 4095;
    private static final int ASCII_END = 0x80;

    private final Column indexes;
    private final StringTable targets;
    private final byte separator;

    /** @param links the number of links */
    LinkTargets(FrozenView metadata, int links) {
        indexes = metadata.list(MetadataField.SYMLINK_TABLE).integers(Integer.SIZE);
        targets = StringTable.of(metadata, MetadataField.COMPACT_SYMLINKS, MetadataField.SYMLINKS);
        long stated = metadata.optionalInteger(MetadataField.PREFERRED_PATH_SEPARATOR, Integer.SIZE, '/');
        Place place = metadata.place();
        if (stated >= ASCII_END) {
            throw place.bad("an ASCII character between the names of link targets", stated);
        }
        separator = (byte) stated;
        if (indexes.count() != links) {
            throw place.bad(links + " links", indexes.count());
        }
        byte[] target = new byte[LIMIT];
        for (int link = 0; link < links; link++) {
            check(link, target, place);
        }
    }

    private void check(int link, byte[] target, Place place) {
        long index = indexes.get(link);
        if (index >= targets.count()) {
            throw place.bad("a link target below " + targets.count(), index);
        }
        int length = targets.decode((int) index, target, 0);
        if (length <= 0) {
            throw place.bad("a link target of 1 to " + LIMIT + " bytes", "another one");
        }
        for (int i = 0; i < length; i++) {
            if (target[i] == 0) {
                throw place.bad("a link target", "one with a zero byte");
            }
        }
    }

    /** Bytes of a target. */
    int length(int link) {
        return targets.decodedLength(indexes.getInt(link));
    }

    /** The bytes of a target, 1 to 4095. */
    byte[] of(int link) {
        byte[] target = new byte[LIMIT];
        int length = targets.decode(indexes.getInt(link), target, 0);
        for (int i = 0; i < length; i++) {
            target[i] = target[i] == separator ? (byte) '/' : target[i];
        }
        return Arrays.copyOf(target, length);
    }
}
