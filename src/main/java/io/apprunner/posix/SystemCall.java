// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix;

/** The system calls that we use, with their numbers on x86-64 (asm/unistd_64.h). */
public enum SystemCall {
    READ(0),
    WRITE(1),
    OPEN(2),
    CLOSE(3),
    POLL(7),
    LSEEK(8),
    MMAP(9),
    MUNMAP(11),
    RT_SIGACTION(13),
    RT_SIGPROCMASK(14),
    IOCTL(16),
    PREAD64(17),
    PWRITE64(18),
    WRITEV(20),
    MADVISE(28),
    DUP2(33),
    GETPID(39),
    SENDFILE(40),
    SOCKETPAIR(53),
    EXECVE(59),
    WAIT4(61),
    KILL(62),
    FCNTL(72),
    FLOCK(73),
    FSYNC(74),
    FDATASYNC(75),
    FTRUNCATE(77),
    GETCWD(79),
    CHDIR(80),
    SYMLINK(88),
    FCHMOD(91),
    FCHOWN(93),
    UMASK(95),
    GETUID(102),
    GETGID(104),
    GETPGRP(111),
    SETSID(112),
    SETGROUPS(116),
    SETRESUID(117),
    SETRESGID(119),
    RT_SIGTIMEDWAIT(128),
    MKNOD(133),
    FSTATFS(138),
    MOUNT(165),
    UMOUNT2(166),
    FSETXATTR(190),
    LGETXATTR(192),
    FGETXATTR(193),
    LLISTXATTR(195),
    FLISTXATTR(196),
    FREMOVEXATTR(199),
    GETDENTS64(217),
    KEYCTL(250),
    OPENAT(257),
    MKDIRAT(258),
    MKNODAT(259),
    FCHOWNAT(260),
    NEWFSTATAT(262),
    UNLINKAT(263),
    LINKAT(265),
    SYMLINKAT(266),
    READLINKAT(267),
    FCHMODAT(268),
    UNSHARE(272),
    UTIMENSAT(280),
    FALLOCATE(285),
    SIGNALFD4(289),
    PIPE2(293),
    RENAMEAT2(316),
    MEMFD_CREATE(319),
    COPY_FILE_RANGE(326),
    PIDFD_OPEN(434),
    CLOSE_RANGE(436),
    LANDLOCK_CREATE_RULESET(444),
    LANDLOCK_RESTRICT_SELF(446);

    private final int number;

    SystemCall(int number) {
        this.number = number;
    }

    /** The number that the kernel knows the call by. */
    public int number() {
        return number;
    }
}
