// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs;

import static io.apprunner.dwarfs.FrozenImage.numbers;
import static io.apprunner.dwarfs.FrozenImage.struct;
import static io.apprunner.dwarfs.FrozenImage.u32;
import static io.apprunner.dwarfs.FrozenImage.u64;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A small tree in the formats 2.0 to 2.2, as numbers that a test may change. */
final class OldTree {
    private static final byte[] BLOCK = "0123456789abcdef".getBytes(UTF_8);

    /** In the order of the directories: the root; a (hard link of d/c), d, link; then d/c. */
    final List<Object> records = new ArrayList<>(List.of(
            record(0, 0, 0, 0), record(1, 3, 2, 30), record(4, 1, 0, 10), record(3, 2, 1, 20), record(2, 3, 2, 30)));

    final Map<Integer, Object> metadata = struct(
            1,
            List.of(struct(1, u32(0), 2, u32(4), 3, u32(6))),
            2,
            List.of(struct(2, u32(1)), struct(2, u32(4)), struct(2, u32(5))),
            3,
            records,
            4,
            numbers(0, 1),
            5,
            numbers(0, 2, 3, 4),
            6,
            numbers(0),
            9,
            numbers(040755, 0120777, 0100644),
            10,
            List.of("", "a", "c", "link", "d"),
            11,
            List.of("target"),
            12,
            u64(1000),
            15,
            u32(16));

    static Object record(int name, int inode, int mode, int time) {
        return struct(1, u32(name), 2, u32(mode), 3, u32(inode), 7, u32(time));
    }

    byte[] image(int minor) {
        byte[] image = FrozenImage.of(metadata, BLOCK);
        return minor < 2 ? Bytes.withShortHeaders(image, minor) : withMinor(image, minor);
    }

    private static byte[] withMinor(byte[] image, int minor) {
        ByteBuffer buffer = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < image.length; at += Bytes.HEADER + (int) buffer.getLong(at + 56)) {
            image[at + 7] = (byte) minor;
        }
        return image;
    }
}
