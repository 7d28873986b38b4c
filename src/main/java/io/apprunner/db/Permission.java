// SPDX-License-Identifier: Apache-2.0
package io.apprunner.db;

/** What a guest may use of the host; without any it sees nothing of it. */
public enum Permission implements Flag {
    HOME(0),
    MEDIA(1),
    AUDIO(2),
    WAYLAND(3),
    XORG(4),
    DBUS_USER(5),
    DBUS_SYSTEM(6),
    UDEV(7),
    USB(8),
    INPUT(9),
    GPU(10),
    NETWORK(11),
    DEV(12),
    SHM(13),
    OPTICAL(14),
    /** Its programs may look into each other, as debuggers and profilers do. */
    DEBUG(15),
    /** It may make sandboxes and containers of its own. */
    NESTED(16),
    /** 32-bit programs run. */
    MULTIARCH(17),
    /** It has all variables of whoever starts it. */
    ENVIRONMENT(18);

    private final int bit;

    Permission(int bit) {
        this.bit = bit;
    }

    /** What opens the filter of system calls, and what may pass secrets on, is asked for by name. */
    @Override
    public boolean isInAll() {
        return this.compareTo(OPTICAL) <= 0;
    }

    @Override
    public int bit() {
        return bit;
    }
}
