// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.metadata;

/**
 * An owner and a group.
 *
 * @param uid 0 to 2^32-1
 * @param gid 0 to 2^32-1
 */
public record Owner(long uid, long gid) {
    private static final long MAX = 0xFFFF_FFFFL;

    /** Checks the range of the ids. */
    public Owner {
        if (uid < 0 || uid > MAX || gid < 0 || gid > MAX) {
            throw new IllegalArgumentException("no owner: " + uid + ":" + gid);
        }
    }
}
