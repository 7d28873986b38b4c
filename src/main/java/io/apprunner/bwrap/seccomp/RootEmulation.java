// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.seccomp;

import java.util.ArrayList;
import java.util.List;

/**
 * Calls that only the superuser of the host can make, and that are answered as if they were done without being done.
 * Package managers make them for each file or script, and the root of an ordinary user's guest has one id only, to
 * which everything belongs anyway. FIFOs are really made, devices are not.
 */
enum RootEmulation {
    CHOWN(92, -1),
    FCHOWN(93, 55),
    LCHOWN(94, -1),
    SETUID(105, 146),
    SETGID(106, 144),
    SETREUID(113, 145),
    SETREGID(114, 143),
    SETGROUPS(116, 159),
    SETRESUID(117, 147),
    SETRESGID(119, 149),
    SETFSUID(122, 151),
    SETFSGID(123, 152),
    CAPSET(126, 91),
    FCHOWNAT(260, 54);

    private static final int NONE = -1;
    private static final int DONE = 0x0005_0000;

    private static final int MKNOD = 133;
    private static final int MKNODAT = 259;
    private static final int MKNODAT_OF_ARM = 33;
    private static final int MODE_OF_MKNOD = 24;
    private static final int MODE_OF_MKNODAT = 32;
    private static final int KIND = 0170000;
    private static final int CHARACTER_DEVICE = 0020000;
    private static final int BLOCK_DEVICE = 0060000;

    private final int x8664;
    private final int aarch64;

    RootEmulation(int x8664, int aarch64) {
        this.x8664 = x8664;
        this.aarch64 = aarch64;
    }

    private int number(Architecture architecture) {
        return architecture == Architecture.AARCH64 ? aarch64 : x8664;
    }

    /** What goes before a filter, which decides on all other calls. */
    static List<Instruction> before(Architecture architecture) {
        List<Integer> calls = new ArrayList<>();
        for (RootEmulation call : values()) {
            if (call.number(architecture) != NONE) {
                calls.add(call.number(architecture));
            }
        }
        List<Instruction> devices = devices(architecture);
        List<Instruction> program = new ArrayList<>();
        program.add(new Instruction(Instruction.LOAD, Filter.ARCHITECTURE));
        program.add(new Instruction(Instruction.EQUAL, 1, 0, architecture.auditNumber()));
        program.add(new Instruction(Instruction.JUMP, 1 + calls.size() + devices.size() + 2));
        program.add(new Instruction(Instruction.LOAD, Filter.NUMBER));
        for (int i = 0; i < calls.size(); i++) {
            int behind = calls.size() - i - 1;
            program.add(new Instruction(Instruction.EQUAL, behind + devices.size() + 1, 0, calls.get(i)));
        }
        program.addAll(devices);
        program.add(new Instruction(Instruction.JUMP, 1));
        program.add(new Instruction(Instruction.RETURN, DONE));
        return program;
    }

    /** Goes to the second instruction behind it for a device, else to the first. */
    private static List<Instruction> devices(Architecture architecture) {
        boolean hasMknod = architecture != Architecture.AARCH64;
        List<Instruction> tests = new ArrayList<>();
        if (hasMknod) {
            tests.add(new Instruction(Instruction.EQUAL, 1, 0, MKNOD));
            tests.add(new Instruction(Instruction.EQUAL, 2, 6, MKNODAT));
            tests.add(new Instruction(Instruction.LOAD, MODE_OF_MKNOD));
            // A jump: no mode is this number.
            tests.add(new Instruction(Instruction.EQUAL, 4, 1, -1));
        } else {
            tests.add(new Instruction(Instruction.EQUAL, 0, 4, MKNODAT_OF_ARM));
        }
        tests.add(new Instruction(Instruction.LOAD, MODE_OF_MKNODAT));
        tests.add(new Instruction(Instruction.AND, KIND));
        tests.add(new Instruction(Instruction.EQUAL, 2, 0, CHARACTER_DEVICE));
        tests.add(new Instruction(Instruction.EQUAL, 1, 0, BLOCK_DEVICE));
        return tests;
    }
}
