// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Runs a filter as the kernel does, for the instructions that filters use. */
record FilterMachine(byte[] program) {
    private static final int DATA_SIZE = 64;

    /** The answer to a system call: {@code SECCOMP_RET_*} with its data. */
    int answer(int architecture, int number, long... arguments) {
        ByteBuffer data = ByteBuffer.allocate(DATA_SIZE).order(ByteOrder.nativeOrder());
        data.putInt(number).putInt(architecture).putLong(0);
        for (long argument : arguments) {
            data.putLong(argument);
        }
        ByteBuffer code = ByteBuffer.wrap(program).order(ByteOrder.nativeOrder());
        int accumulator = 0;
        int at = 0;
        while (true) {
            int operation = code.getShort(at * Instruction.SIZE) & 0xFFFF;
            int onTrue = code.get(at * Instruction.SIZE + 2) & 0xFF;
            int onFalse = code.get(at * Instruction.SIZE + 3) & 0xFF;
            int operand = code.getInt(at * Instruction.SIZE + 4);
            at++;
            switch (operation) {
                case Instruction.LOAD -> accumulator = data.getInt(operand);
                case Instruction.AND -> accumulator &= operand;
                case Instruction.EQUAL -> at += accumulator == operand ? onTrue : onFalse;
                case Instruction.GREATER -> at += Integer.compareUnsigned(accumulator, operand) > 0 ? onTrue : onFalse;
                case Instruction.BITS -> at += (accumulator & operand) != 0 ? onTrue : onFalse;
                case Instruction.JUMP -> at += operand;
                case Instruction.RETURN -> {
                    return operand;
                }
                default -> throw new IllegalArgumentException("no instruction of a filter: " + operation);
            }
        }
    }

    int length() {
        return program.length / Instruction.SIZE;
    }
}
