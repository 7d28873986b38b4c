// SPDX-License-Identifier: Apache-2.0
package io.apprunner.db;

/** Kinds of namespaces that a guest can get of its own. */
public enum Unshare implements Flag {
    USER(0),
    IPC(1),
    PID(2),
    NET(3),
    UTS(4),
    CGROUP(5);

    private final int bit;

    Unshare(int bit) {
        this.bit = bit;
    }

    @Override
    public int bit() {
        return bit;
    }
}
