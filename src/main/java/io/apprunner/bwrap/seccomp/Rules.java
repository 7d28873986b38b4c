// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.seccomp;

import static io.apprunner.bwrap.seccomp.GuardedCall.*;

import java.util.List;
import java.util.Set;

/**
 * Which system calls a guest is refused. Most of them need capabilities that a guest does not have; they are refused
 * here as well, because the kernel's code behind them is where containers were broken out of. A call that programs try
 * and do without is said not to exist (ENOSYS), any other is not permitted (EPERM).
 */
final class Rules {
    private static final int EPERM = 1;
    private static final int ENOSYS = 38;
    private static final int EPROTONOSUPPORT = 93;
    private static final int EAFNOSUPPORT = 97;

    /** Requests that type into a terminal: TIOCSTI, and TIOCLINUX of the console. */
    private static final Set<Integer> TYPING = Set.of(0x5412, 0x541C);

    /** All CLONE_NEW* but that of time, whose bit is part of the signal in clone(2). */
    private static final int NEW_NAMESPACES = 0x7E02_0000;

    /** PER_LINUX, the same for 32 bits, and the question which it is. */
    private static final Set<Integer> PERSONALITIES = Set.of(0, 8, 0xFFFF_FFFF);

    private static final int AF_NETLINK = 16;

    /** Unspecified, local, IPv4, IPv6, netlink. */
    private static final Set<Integer> FAMILIES = Set.of(0, 1, 2, 10, AF_NETLINK);

    /** Routes, events of devices, generic. */
    private static final Set<Integer> NETLINK = Set.of(0, 15, 16);

    static final List<Rule> ALL = List.of(
            Rule.never(EPERM, IOCTL).when(new Condition.OneOf(1, TYPING)),
            Rule.never(EPERM, ADD_KEY, KEYCTL, REQUEST_KEY),
            Rule.unless(Opening.NESTED, EPERM, UNSHARE, SETNS, MOUNT, UMOUNT, UMOUNT2, PIVOT_ROOT),
            new Rule(Set.of(GuardedCall.CHROOT), EPERM, Set.of(Opening.NESTED, Opening.CHROOT), new Condition.Always()),
            Rule.unless(Opening.NESTED, EPERM, CLONE).when(new Condition.AnyBit(0, NEW_NAMESPACES)),
            // Its flags lie in memory, where a filter cannot look. EPERM would end programs that know clone(2) as well.
            Rule.unless(Opening.NESTED, ENOSYS, CLONE3),
            Rule.unless(
                    Opening.NESTED,
                    ENOSYS,
                    OPEN_TREE,
                    OPEN_TREE_ATTR,
                    MOVE_MOUNT,
                    FSOPEN,
                    FSCONFIG,
                    FSMOUNT,
                    FSPICK,
                    MOUNT_SETATTR),
            Rule.unless(Opening.DEBUG, EPERM, PTRACE, PROCESS_VM_READV, PROCESS_VM_WRITEV, KCMP, PROCESS_MADVISE),
            Rule.unless(Opening.DEBUG, EPERM, PERF_EVENT_OPEN, USERFAULTFD),
            Rule.unless(Opening.DEBUG, EPERM, PERSONALITY).when(new Condition.NoneOf(0, PERSONALITIES)),
            Rule.unless(
                    Opening.DEBUG,
                    EPERM,
                    MOVE_PAGES,
                    MBIND,
                    GET_MEMPOLICY,
                    SET_MEMPOLICY,
                    MIGRATE_PAGES,
                    SET_MEMPOLICY_HOME_NODE),
            Rule.unless(Opening.MULTIARCH, EPERM, MODIFY_LDT),
            Rule.never(EPERM, SYSLOG, ACCT, QUOTACTL, QUOTACTL_FD, USELIB, BPF),
            // What it does for a program no filter sees.
            Rule.never(ENOSYS, IO_URING_SETUP, IO_URING_ENTER, IO_URING_REGISTER),
            Rule.never(EPERM, KEXEC_LOAD, KEXEC_FILE_LOAD, INIT_MODULE, FINIT_MODULE, DELETE_MODULE, REBOOT),
            Rule.never(EPERM, SWAPON, SWAPOFF, IOPL, IOPERM, SETTIMEOFDAY, STIME, CLOCK_SETTIME, CLOCK_SETTIME64),
            Rule.never(EPERM, SETHOSTNAME, SETDOMAINNAME, VHANGUP, LOOKUP_DCOOKIE, FANOTIFY_INIT, OPEN_BY_HANDLE_AT),
            Rule.never(EPERM, VMSPLICE),
            Rule.never(
                    ENOSYS,
                    NFSSERVCTL,
                    SYSFS,
                    USTAT,
                    SYSCTL,
                    VM86,
                    VM86OLD,
                    BDFLUSH,
                    CREATE_MODULE,
                    GET_KERNEL_SYMS,
                    QUERY_MODULE),
            Rule.never(EAFNOSUPPORT, SOCKET).when(new Condition.NoneOf(0, FAMILIES)),
            Rule.never(EPROTONOSUPPORT, SOCKET).when(new Condition.FirstIsAndNoneOf(AF_NETLINK, 2, NETLINK)),
            // Its arguments lie in memory too; libraries know socket(2) as well.
            Rule.unless(Opening.MULTIARCH, ENOSYS, SOCKETCALL));

    private Rules() {}
}
