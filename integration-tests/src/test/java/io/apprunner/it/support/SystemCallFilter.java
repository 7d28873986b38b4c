// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it.support;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Filters of system calls of x86-64, as containers around a program have them; {@code bwrap --seccomp} reads them. */
public final class SystemCallFilter {
    /** Not permitted. */
    public static final int EPERM = 1;

    /** Permission denied. */
    public static final int EACCES = 13;

    private static final int ENOSYS = 38;

    private static final int LOAD = 0x20;
    private static final int EQUAL = 0x15;
    private static final int ANY_BIT = 0x45;
    private static final int RETURN = 6;
    private static final int ALLOWED = 0x7fff0000;
    private static final int ERRNO = 0x50000;

    private static final int FIRST_ARGUMENT = 16;
    private static final int CLONE = 56;
    private static final int CLONE3 = 435;
    private static final int NEW_NAMESPACES = 0x7E020000;

    /** mount, pivot_root, umount2, unshare, setns. */
    private static final int[] NAMESPACES = {165, 155, 166, 272, 308};

    /**
     * What else the filters of containers refuse to who lacks capabilities: host names, keys, bpf, performance
     * counters, page faults, file handles, kernel log, quotas, swap, and the calls for mounts of newer kernels.
     */
    private static final int[] OTHERS = {
        170, 171, 248, 249, 250, 321, 298, 323, 304, 103, 179, 167, 168, 428, 429, 430, 431, 432, 433, 442, 246, 175,
        313
    };

    private SystemCallFilter() {}

    /** Refuses some calls with an error. */
    public static byte[] refusing(int error, int... calls) {
        return of(error, false, calls);
    }

    /** Refuses all ways to a new namespace with an error; clone3 does not exist. */
    public static byte[] refusingNamespaces(int error) {
        return of(error, true, NAMESPACES);
    }

    /** What a container has by default, in which nobody has the right to administer anything. */
    public static byte[] ofContainer() {
        ByteBuffer calls = ByteBuffer.allocate((NAMESPACES.length + OTHERS.length) * Integer.BYTES);
        calls.asIntBuffer().put(NAMESPACES).put(OTHERS);
        int[] all = new int[NAMESPACES.length + OTHERS.length];
        calls.asIntBuffer().get(all);
        return of(EPERM, true, all);
    }

    private static byte[] of(int error, boolean clone, int... calls) {
        ByteBuffer program = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
        instruction(program, LOAD, 0, 0, 0);
        for (int call : calls) {
            instruction(program, EQUAL, 0, 1, call);
            instruction(program, RETURN, 0, 0, ERRNO | error);
        }
        if (clone) {
            instruction(program, EQUAL, 0, 1, CLONE3);
            instruction(program, RETURN, 0, 0, ERRNO | ENOSYS);
            instruction(program, EQUAL, 0, 3, CLONE);
            instruction(program, LOAD, 0, 0, FIRST_ARGUMENT);
            instruction(program, ANY_BIT, 0, 1, NEW_NAMESPACES);
            instruction(program, RETURN, 0, 0, ERRNO | error);
        }
        instruction(program, RETURN, 0, 0, ALLOWED);
        byte[] bytes = new byte[program.position()];
        program.flip().get(bytes);
        return bytes;
    }

    private static void instruction(ByteBuffer program, int code, int ifTrue, int ifFalse, int value) {
        program.putShort((short) code).put((byte) ifTrue).put((byte) ifFalse).putInt(value);
    }
}
