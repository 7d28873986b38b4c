// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.seccomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FilterTest {
    private static final int ALLOW = 0x7FFF_0000;
    private static final int EPERM = 0x0005_0001;
    private static final int ENOSYS = 0x0005_0026;
    private static final int EPROTONOSUPPORT = 0x0005_005D;
    private static final int EAFNOSUPPORT = 0x0005_0061;

    private static final int X86_64 = 0xC000_003E;
    private static final int I386 = 0x4000_0003;

    private static final int GETPPID = 110;

    private final FilterMachine plain = machine();

    private static FilterMachine machine(Opening... open) {
        return new FilterMachine(Filter.of(Architecture.X86_64, Set.of(open)).bytes());
    }

    private int answer(GuardedCall call, long... arguments) {
        return plain.answer(X86_64, call.number(Architecture.X86_64), arguments);
    }

    private static int opened(Opening opening, GuardedCall call, long... arguments) {
        return machine(opening).answer(X86_64, call.number(Architecture.X86_64), arguments);
    }

    @Test
    void ordinaryCallsAreAllowed() {
        for (int number : new int[] {0, 1, 2, GETPPID, 202, 257, 334, 436, 462}) {
            assertThat(plain.answer(X86_64, number)).isEqualTo(ALLOW);
        }
        assertThat(plain.answer(X86_64, -1)).isEqualTo(ALLOW);
    }

    @ParameterizedTest
    @EnumSource
    void everyArchitectureHasAFilter(Architecture architecture) {
        FilterMachine machine =
                new FilterMachine(Filter.of(architecture, Set.of()).bytes());
        assertThat(machine.answer(architecture.auditNumber(), GuardedCall.KEYCTL.number(architecture)))
                .isEqualTo(EPERM);
        assertThat(machine.answer(architecture.auditNumber(), GuardedCall.CLONE3.number(architecture)))
                .isEqualTo(ENOSYS);
        assertThat(machine.answer(architecture.auditNumber(), 1)).isEqualTo(ALLOW);
        assertThat(machine.answer(0x1234_5678, 1)).isEqualTo(ENOSYS);
    }

    @ParameterizedTest
    @EnumSource
    void everyGuardedCallIsRefusedForSomeArguments(GuardedCall call) {
        int number = call.number(Architecture.X86_64);
        boolean refused = false;
        for (long first : new long[] {0x5412, 0x1000_0000, 17, 16}) {
            for (long second : new long[] {0x5412, 9}) {
                refused |= plain.answer(X86_64, number, first, second, 9) != ALLOW;
            }
        }
        assertThat(number == GuardedCall.NONE || refused).isTrue();
    }

    @Test
    void nobodyTypesIntoATerminal() {
        assertThat(answer(GuardedCall.IOCTL, 0, 0x5412)).isEqualTo(EPERM);
        assertThat(answer(GuardedCall.IOCTL, 0, 0x541C)).isEqualTo(EPERM);
        assertThat(answer(GuardedCall.IOCTL, 0, 0x1_0000_5412L)).isEqualTo(EPERM);
        assertThat(answer(GuardedCall.IOCTL, 0, 0x5413)).isEqualTo(ALLOW);
        for (Opening opening : Opening.values()) {
            assertThat(opened(opening, GuardedCall.IOCTL, 0, 0x5412)).isEqualTo(EPERM);
        }
    }

    @Test
    void namespacesAndMountsNeedTheirOpening() {
        assertThat(answer(GuardedCall.UNSHARE)).isEqualTo(EPERM);
        assertThat(answer(GuardedCall.MOUNT)).isEqualTo(EPERM);
        assertThat(answer(GuardedCall.FSOPEN)).isEqualTo(ENOSYS);
        assertThat(answer(GuardedCall.CLONE3)).isEqualTo(ENOSYS);
        assertThat(answer(GuardedCall.CLONE, 0x1000_0011)).isEqualTo(EPERM);
        assertThat(answer(GuardedCall.CLONE, 0x0002_0011)).isEqualTo(EPERM);
        assertThat(answer(GuardedCall.CLONE, 0x003D_0F00)).isEqualTo(ALLOW);
        assertThat(answer(GuardedCall.CLONE, 17)).isEqualTo(ALLOW);
        for (GuardedCall call :
                Set.of(GuardedCall.UNSHARE, GuardedCall.MOUNT, GuardedCall.CLONE3, GuardedCall.FSOPEN)) {
            assertThat(opened(Opening.NESTED, call)).isEqualTo(ALLOW);
        }
        assertThat(opened(Opening.NESTED, GuardedCall.CLONE, 0x1000_0011)).isEqualTo(ALLOW);
    }

    @Test
    void anotherRootFolderNeedsRootOrNesting() {
        assertThat(answer(GuardedCall.CHROOT)).isEqualTo(EPERM);
        assertThat(opened(Opening.CHROOT, GuardedCall.CHROOT)).isEqualTo(ALLOW);
        assertThat(opened(Opening.NESTED, GuardedCall.CHROOT)).isEqualTo(ALLOW);
        assertThat(opened(Opening.CHROOT, GuardedCall.MOUNT)).isEqualTo(EPERM);
    }

    @Test
    void debuggersNeedTheirOpening() {
        assertThat(answer(GuardedCall.PTRACE)).isEqualTo(EPERM);
        assertThat(answer(GuardedCall.PERSONALITY, 0)).isEqualTo(ALLOW);
        assertThat(answer(GuardedCall.PERSONALITY, 8)).isEqualTo(ALLOW);
        assertThat(answer(GuardedCall.PERSONALITY, 0xFFFF_FFFFL)).isEqualTo(ALLOW);
        assertThat(answer(GuardedCall.PERSONALITY, 0x40000)).isEqualTo(EPERM);
        assertThat(opened(Opening.DEBUG, GuardedCall.PTRACE)).isEqualTo(ALLOW);
        assertThat(opened(Opening.DEBUG, GuardedCall.PERSONALITY, 0x40000)).isEqualTo(ALLOW);
        assertThat(opened(Opening.DEBUG, GuardedCall.BPF)).isEqualTo(EPERM);
    }

    @Test
    void socketsAreOfTheUsualFamilies() {
        for (int family : new int[] {0, 1, 2, 10}) {
            assertThat(answer(GuardedCall.SOCKET, family, 1, 0)).isEqualTo(ALLOW);
            assertThat(answer(GuardedCall.SOCKET, family, 1, 9)).isEqualTo(ALLOW);
        }
        for (int family : new int[] {3, 17, 29, 31, 38, 40}) {
            assertThat(answer(GuardedCall.SOCKET, family, 1, 0)).isEqualTo(EAFNOSUPPORT);
        }
        assertThat(answer(GuardedCall.SOCKET, 0x1_0000_0028L, 1, 0)).isEqualTo(EAFNOSUPPORT);
        for (int protocol : new int[] {0, 15, 16}) {
            assertThat(answer(GuardedCall.SOCKET, 16, 3, protocol)).isEqualTo(ALLOW);
        }
        assertThat(answer(GuardedCall.SOCKET, 16, 3, 9)).isEqualTo(EPROTONOSUPPORT);
    }

    @Test
    void numbersThatAreNotKnownYetDoNotExist() {
        assertThat(plain.answer(X86_64, 470)).isEqualTo(ENOSYS);
        assertThat(plain.answer(X86_64, Integer.MAX_VALUE)).isEqualTo(ENOSYS);
        assertThat(plain.answer(X86_64, 0x4000_0000)).isEqualTo(ENOSYS);
        assertThat(plain.answer(X86_64, 0x4000_0000 | GETPPID)).isEqualTo(ENOSYS);
    }

    @Test
    void thirtyTwoBitCallsNeedTheirOpeningAndAreGuardedByTheirOwnNumbers() {
        assertThat(plain.answer(I386, 20)).isEqualTo(ENOSYS);

        FilterMachine open = machine(Opening.MULTIARCH);
        assertThat(open.answer(I386, 20)).isEqualTo(ALLOW);
        assertThat(open.answer(I386, 54, 0, 0x5412)).isEqualTo(EPERM);
        assertThat(open.answer(I386, 288)).isEqualTo(EPERM);
        assertThat(open.answer(I386, 310)).isEqualTo(EPERM);
        assertThat(open.answer(I386, 359, 40)).isEqualTo(EAFNOSUPPORT);
        assertThat(open.answer(I386, 102)).isEqualTo(ALLOW);
        assertThat(open.answer(I386, 123)).isEqualTo(ALLOW);
        assertThat(open.answer(X86_64, 250)).isEqualTo(EPERM);
    }

    @Test
    void theFilterIsShort() {
        assertThat(plain.length()).isLessThan(220);
    }
}
