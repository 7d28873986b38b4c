// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop.icon.jpeg;

import io.apprunner.desktop.icon.raster.Defect;

/** The bits of a JPEG scan; a zero byte behind 0xff is stuffing, another one makes it a marker, where the bits end. */
final class JpegBits {
    private final byte[] bytes;
    private int at;
    private int current;
    private int left;

    JpegBits(byte[] bytes, int start) {
        this.bytes = bytes;
        this.at = start;
    }

    int position() {
        return at;
    }

    int bit() {
        if (left == 0) {
            current = nextByte();
            left = 8;
        }
        left--;
        return current >> left & 1;
    }

    /** A number of up to 16 bits. */
    int bits(int count) {
        int result = 0;
        for (int i = 0; i < count; i++) {
            result = result << 1 | bit();
        }
        return result;
    }

    /** A signed number of {@code size} bits, as F.2.2.1 extends them. */
    int signed(int size) {
        if (size == 0) {
            return 0;
        }
        int value = bits(size);
        return value < 1 << size - 1 ? value - (1 << size) + 1 : value;
    }

    /** Goes behind the next restart marker. */
    void restart() {
        left = 0;
        int marker = marker();
        if (marker < 0xd0 || marker > 0xd7) {
            throw Defect.at(at, "a restart marker", Integer.toHexString(marker));
        }
        at += 2;
    }

    /** The marker that follows, which is searched for from here on; the position is then that of its 0xff. */
    int marker() {
        while (at + 1 < bytes.length) {
            int code = bytes[at + 1] & 0xff;
            if (bytes[at] == (byte) 0xff && code != 0 && code != 0xff) {
                return code;
            }
            at++;
        }
        throw Defect.at(at, "a marker", "the end");
    }

    private int nextByte() {
        if (at >= bytes.length) {
            throw Defect.at(at, "more of the picture", "the end");
        }
        int value = bytes[at] & 0xff;
        if (value == 0xff) {
            if (at + 1 >= bytes.length || bytes[at + 1] != 0) {
                throw Defect.at(at, "more of the picture", "a marker");
            }
            at++;
        }
        at++;
        return value;
    }
}
