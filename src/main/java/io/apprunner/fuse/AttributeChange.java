// SPDX-License-Identifier: Apache-2.0
package io.apprunner.fuse;

import java.nio.ByteBuffer;

/**
 * Attributes that a file is to get, as SETATTR has them.
 *
 * @param which of the fields count: the constants of this class
 */
public record AttributeChange(
        int which,
        long size,
        long accessedSeconds,
        int accessedNanos,
        long modifiedSeconds,
        int modifiedNanos,
        int mode,
        int user,
        int group) {
    public static final int MODE = 1;
    public static final int USER = 1 << 1;
    public static final int GROUP = 1 << 2;
    public static final int SIZE = 1 << 3;
    public static final int ACCESSED = 1 << 4;
    public static final int MODIFIED = 1 << 5;
    public static final int ACCESSED_NOW = 1 << 7;
    public static final int MODIFIED_NOW = 1 << 8;
    /** The time of the status change, which is nobody's to set. */
    public static final int CHANGED = 1 << 10;

    /** The bits that make a program run as its owner or group are to go, as after a write by somebody else. */
    public static final int CLEAR_PRIVILEGES = 1 << 11;

    static AttributeChange read(ByteBuffer in, int at) {
        return new AttributeChange(
                in.getInt(at),
                in.getLong(at + 16),
                in.getLong(at + 32),
                in.getInt(at + 56),
                in.getLong(at + 40),
                in.getInt(at + 60),
                in.getInt(at + 68),
                in.getInt(at + 76),
                in.getInt(at + 80));
    }

    /**
     * Whether privileges are to be cleared though nothing says so: before somebody else writes, when no field counts,
     * and by a change of the owner to what it is.
     */
    public boolean clearsPrivilegesOnly() {
        int hints = 1 << 6 | 1 << 9;
        return (which & ~(hints | CHANGED)) == 0;
    }

    /** Whether any of some fields counts. */
    public boolean has(int fields) {
        return (which & fields) != 0;
    }
}
