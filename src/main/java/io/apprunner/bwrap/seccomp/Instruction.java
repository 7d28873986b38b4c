// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One instruction of the classic packet filter's machine, {@code struct sock_filter} of {@code linux/filter.h}.
 *
 * @param code what to do
 * @param onTrue how many instructions to leave out when a comparison holds, 0 to 255
 * @param onFalse how many when it does not, 0 to 255
 * @param operand a number or an offset
 */
record Instruction(int code, int onTrue, int onFalse, int operand) {
    /** Bytes of an instruction. */
    static final int SIZE = 8;

    /** Load a word of {@code struct seccomp_data} at an offset. */
    static final int LOAD = 0x20;

    /** Compare for equality. */
    static final int EQUAL = 0x15;

    /** Compare without sign: greater. */
    static final int GREATER = 0x25;

    /** Test for common bits. */
    static final int BITS = 0x45;

    /** Keep some bits only. */
    static final int AND = 0x54;

    /** Leave out some instructions. */
    static final int JUMP = 0x05;

    /** End with an answer. */
    static final int RETURN = 0x06;

    private static final int MAX_DISTANCE = 255;

    /** Checks the distances. */
    Instruction {
        if (onTrue < 0 || onTrue > MAX_DISTANCE || onFalse < 0 || onFalse > MAX_DISTANCE) {
            throw new IllegalArgumentException("a jump is too far: " + onTrue + ", " + onFalse);
        }
    }

    /** An instruction that has nowhere to go but on. */
    Instruction(int code, int operand) {
        this(code, 0, 0, operand);
    }

    /** The instruction as the kernel has it in memory, read as one number of this machine. */
    long word() {
        return order().putShort((short) code)
                .put((byte) onTrue)
                .put((byte) onFalse)
                .putInt(operand)
                .getLong(0);
    }

    private static ByteBuffer order() {
        return ByteBuffer.allocate(SIZE).order(ByteOrder.nativeOrder());
    }
}
