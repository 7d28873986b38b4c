// SPDX-License-Identifier: Apache-2.0
package io.apprunner.reserved;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A disk in memory that loses power after a number of operations. */
final class CrashingStorage implements Storage {
    private static final int SECTOR = 512;

    private record Write(long offset, byte[] bytes) {}

    private final byte[] disk;
    private final byte[] cache;
    private final List<Write> unsynced = new ArrayList<>();
    private int operationsLeft;

    CrashingStorage(byte[] content, int operationsLeft) {
        this.disk = content.clone();
        this.cache = content.clone();
        this.operationsLeft = operationsLeft;
    }

    @Override
    public byte[] read(long offset, int length) {
        return Arrays.copyOfRange(cache, (int) offset, (int) offset + length);
    }

    @Override
    public void write(long offset, byte[] bytes) throws IOException {
        unsynced.add(new Write(offset, bytes.clone()));
        spend();
        System.arraycopy(bytes, 0, cache, (int) offset, bytes.length);
    }

    @Override
    public void force() throws IOException {
        spend();
        unsynced.forEach(write -> System.arraycopy(write.bytes, 0, disk, (int) write.offset, write.bytes.length));
        unsynced.clear();
    }

    /** What the processes of a machine that goes on see: all writes before the last, and some first bytes of that. */
    byte[] afterKill(Random random) {
        byte[] result = cache.clone();
        if (!unsynced.isEmpty()) {
            Write last = unsynced.getLast();
            System.arraycopy(last.bytes, 0, result, (int) last.offset, random.nextInt(last.bytes.length + 1));
        }
        return result;
    }

    /** What is found after a power cut: any of the sectors that were written and not synced, in any order. */
    byte[] afterPowerCut(Random random) {
        byte[] result = disk.clone();
        for (Write write : unsynced) {
            int style = random.nextInt(3);
            for (int at = 0; at < write.bytes.length; at += SECTOR) {
                if (style == 0 || style == 1 && random.nextBoolean()) {
                    int length = Math.min(SECTOR, write.bytes.length - at);
                    System.arraycopy(write.bytes, at, result, (int) write.offset + at, length);
                }
            }
        }
        return result;
    }

    private void spend() throws IOException {
        if (operationsLeft-- == 0) {
            throw new IOException("power cut");
        }
    }
}
