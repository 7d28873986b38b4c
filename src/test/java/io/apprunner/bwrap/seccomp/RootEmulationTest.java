// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.seccomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RootEmulationTest {
    /** A filter of its own that was tried with package managers; it ends where ours jumps on. */
    private static final String TRIED = "2000000004000000150001003e0000c0060000000000ff7f"
            + "2000000000000000150016005c000000150015005d000000150014005e000000"
            + "1500130069000000150012006a0000001500110071000000150010007200000015000f007400000015000e007500000015000d00"
            + "7700000015000c007a00000015000b007b00000015000a007e000000150009000401000015000100850000001500020603010000"
            + "200000001800000015000401ffffffff"
            + "20000000200000005400000000f0000015000200002000001500010000600000060000000000ff7f0600000000000500";

    private static final int ALLOW = 0x7FFF_0000;
    private static final int DONE = 0x0005_0000;
    private static final int EPERM = 0x0005_0001;
    private static final int X86_64 = 0xC000_003E;

    private static final int FIFO = 0010600;
    private static final int DEVICE = 0020600;
    private static final int DISK = 0060600;

    private static FilterMachine machine(Architecture architecture) {
        return new FilterMachine(
                Filter.of(architecture, Set.of()).emulatingRoot(architecture).bytes());
    }

    @Test
    void itIsTheProgramThatWasTried() {
        Instruction allow = new Instruction(Instruction.RETURN, ALLOW);
        List<Instruction> alone = new ArrayList<>(RootEmulation.before(Architecture.X86_64));
        alone.replaceAll(each -> each.code() == Instruction.JUMP ? allow : each);
        ByteBuffer bytes = ByteBuffer.allocate(alone.size() * Instruction.SIZE).order(ByteOrder.nativeOrder());
        alone.forEach(each -> bytes.putLong(each.word()));
        assertThat(HexFormat.of().formatHex(bytes.array())).isEqualTo(TRIED);
    }

    @Test
    void changesOfOwnersAndIdsAreAnsweredAsDone() {
        FilterMachine machine = machine(Architecture.X86_64);
        for (int call : new int[] {92, 93, 94, 105, 106, 113, 114, 116, 117, 119, 122, 123, 126, 260}) {
            assertThat(machine.answer(X86_64, call, 1, 2, 3)).isEqualTo(DONE);
        }
        FilterMachine arm = machine(Architecture.AARCH64);
        for (int call : new int[] {54, 55, 91, 143, 144, 145, 146, 147, 149, 151, 152, 159}) {
            assertThat(arm.answer(0xC000_00B7, call, 1, 2, 3)).isEqualTo(DONE);
        }
    }

    @Test
    void devicesAreNotMadeButFifosAre() {
        FilterMachine machine = machine(Architecture.X86_64);
        assertThat(machine.answer(X86_64, 133, 0, FIFO, DEVICE)).isEqualTo(ALLOW);
        assertThat(machine.answer(X86_64, 133, 0, DEVICE, FIFO)).isEqualTo(DONE);
        assertThat(machine.answer(X86_64, 259, 0, DEVICE, FIFO)).isEqualTo(ALLOW);
        assertThat(machine.answer(X86_64, 259, 0, FIFO, DISK)).isEqualTo(DONE);
        FilterMachine arm = machine(Architecture.AARCH64);
        assertThat(arm.answer(0xC000_00B7, 33, 0, 0, FIFO)).isEqualTo(ALLOW);
        assertThat(arm.answer(0xC000_00B7, 33, 0, 0, DISK)).isEqualTo(DONE);
    }

    @Test
    void allOtherCallsAreAnsweredAsWithoutIt() {
        FilterMachine machine = machine(Architecture.X86_64);
        FilterMachine plain =
                new FilterMachine(Filter.of(Architecture.X86_64, Set.of()).bytes());
        for (int call = -1; call < 600; call++) {
            int answer = machine.answer(X86_64, call, 2, 1, 0);
            assertThat(answer == DONE ? DONE : plain.answer(X86_64, call, 2, 1, 0))
                    .as("call " + call)
                    .isEqualTo(answer);
        }
        assertThat(machine.answer(X86_64, GuardedCall.MOUNT.number(Architecture.X86_64)))
                .isEqualTo(EPERM);
        assertThat(machine.answer(0x4000_0003, 182)).isEqualTo(plain.answer(0x4000_0003, 182));
    }
}
