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
    GETCWD(79),
    CHDIR(80),
    SYMLINK(88),
    GETUID(102),
    GETGID(104),
    GETPGRP(111),
    SETSID(112),
    SETGROUPS(116),
    SETRESUID(117),
    SETRESGID(119),
    RT_SIGTIMEDWAIT(128),
    MKNOD(133),
    MOUNT(165),
    UMOUNT2(166),
    LGETXATTR(192),
    LLISTXATTR(195),
    KEYCTL(250),
    NEWFSTATAT(262),
    UTIMENSAT(280),
    SIGNALFD4(289),
    PIPE2(293),
    MEMFD_CREATE(319),
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
