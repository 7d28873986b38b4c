// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.seccomp;

/**
 * The system calls that the filter decides on, with their numbers as the kernel's headers give them
 * ({@code asm/unistd_64.h}, {@code asm/unistd_32.h}, {@code asm-generic/unistd.h}). x32 has none: it is refused as a
 * whole.
 */
enum GuardedCall {
    ACCT(163, 51, 89),
    ADD_KEY(248, 286, 217),
    BDFLUSH(-1, 134, -1),
    BPF(321, 357, 280),
    CHROOT(161, 61, 51),
    CLOCK_SETTIME(227, 264, 112),
    CLOCK_SETTIME64(-1, 404, -1),
    CLONE(56, 120, 220),
    CLONE3(435, 435, 435),
    CREATE_MODULE(174, 127, -1),
    DELETE_MODULE(176, 129, 106),
    FANOTIFY_INIT(300, 338, 262),
    FINIT_MODULE(313, 350, 273),
    FSCONFIG(431, 431, 431),
    FSMOUNT(432, 432, 432),
    FSOPEN(430, 430, 430),
    FSPICK(433, 433, 433),
    GET_KERNEL_SYMS(177, 130, -1),
    GET_MEMPOLICY(239, 275, 236),
    INIT_MODULE(175, 128, 105),
    IO_URING_ENTER(426, 426, 426),
    IO_URING_REGISTER(427, 427, 427),
    IO_URING_SETUP(425, 425, 425),
    IOCTL(16, 54, 29),
    IOPERM(173, 101, -1),
    IOPL(172, 110, -1),
    KCMP(312, 349, 272),
    KEXEC_FILE_LOAD(320, -1, 294),
    KEXEC_LOAD(246, 283, 104),
    KEYCTL(250, 288, 219),
    LOOKUP_DCOOKIE(212, 253, 18),
    MBIND(237, 274, 235),
    MIGRATE_PAGES(256, 294, 238),
    MODIFY_LDT(154, 123, -1),
    MOUNT(165, 21, 40),
    MOUNT_SETATTR(442, 442, 442),
    MOVE_MOUNT(429, 429, 429),
    MOVE_PAGES(279, 317, 239),
    NFSSERVCTL(180, 169, 42),
    OPEN_BY_HANDLE_AT(304, 342, 265),
    OPEN_TREE(428, 428, 428),
    OPEN_TREE_ATTR(467, 467, 467),
    PERF_EVENT_OPEN(298, 336, 241),
    PERSONALITY(135, 136, 92),
    PIVOT_ROOT(155, 217, 41),
    PROCESS_MADVISE(440, 440, 440),
    PROCESS_VM_READV(310, 347, 270),
    PROCESS_VM_WRITEV(311, 348, 271),
    PTRACE(101, 26, 117),
    QUERY_MODULE(178, 167, -1),
    QUOTACTL(179, 131, 60),
    QUOTACTL_FD(443, 443, 443),
    REBOOT(169, 88, 142),
    REQUEST_KEY(249, 287, 218),
    SET_MEMPOLICY(238, 276, 237),
    SET_MEMPOLICY_HOME_NODE(450, 450, 450),
    SETDOMAINNAME(171, 121, 162),
    SETHOSTNAME(170, 74, 161),
    SETNS(308, 346, 268),
    SETTIMEOFDAY(164, 79, 170),
    SOCKET(41, 359, 198),
    SOCKETCALL(-1, 102, -1),
    STIME(-1, 25, -1),
    SWAPOFF(168, 115, 225),
    SWAPON(167, 87, 224),
    SYSCTL(156, 149, -1),
    SYSFS(139, 135, -1),
    SYSLOG(103, 103, 116),
    UMOUNT(-1, 22, -1),
    UMOUNT2(166, 52, 39),
    UNSHARE(272, 310, 97),
    USELIB(134, 86, -1),
    USERFAULTFD(323, 374, 282),
    USTAT(136, 62, -1),
    VHANGUP(153, 111, 58),
    VM86(-1, 166, -1),
    VM86OLD(-1, 113, -1),
    VMSPLICE(278, 316, 75);

    /** Stands for a call that an architecture does not have. */
    static final int NONE = -1;

    private final int x8664;
    private final int i386;
    private final int aarch64;

    GuardedCall(int x8664, int i386, int aarch64) {
        this.x8664 = x8664;
        this.i386 = i386;
        this.aarch64 = aarch64;
    }

    /** The call's number, or {@link #NONE}. */
    int number(Architecture architecture) {
        return switch (architecture) {
            case X86_64 -> x8664;
            case I386 -> i386;
            case AARCH64 -> aarch64;
        };
    }
}
