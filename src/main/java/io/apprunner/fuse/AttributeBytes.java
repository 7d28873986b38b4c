// SPDX-License-Identifier: Apache-2.0
package io.apprunner.fuse;

import java.nio.ByteBuffer;

/** The protocol's form of a node's attributes. */
final class AttributeBytes {
    private AttributeBytes() {}

    /** Writes 88 bytes from {@code at} on. */
    static void put(ByteBuffer buffer, int at, long node, NodeAttributes from) {
        buffer.putLong(at, from.number(node));
        buffer.putLong(at + 8, from.size(node));
        buffer.putLong(at + 16, (from.stored(node) + 511) >> 9);
        buffer.putLong(at + 24, from.accessedSeconds(node));
        buffer.putLong(at + 32, from.modifiedSeconds(node));
        buffer.putLong(at + 40, from.changedSeconds(node));
        buffer.putInt(at + 48, from.accessedNanos(node));
        buffer.putInt(at + 52, from.modifiedNanos(node));
        buffer.putInt(at + 56, from.changedNanos(node));
        buffer.putInt(at + 60, from.mode(node));
        buffer.putInt(at + 64, from.links(node));
        buffer.putInt(at + 68, from.user(node));
        buffer.putInt(at + 72, from.group(node));
        buffer.putInt(at + 76, from.device(node));
        buffer.putInt(at + 80, 4096);
        buffer.putInt(at + 84, 0);
    }
}
