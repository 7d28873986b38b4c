// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix;

import io.apprunner.posix.memory.NativeMemory;
import io.apprunner.posix.memory.StringArray;
import io.apprunner.posix.signal.SignalSet;
import io.apprunner.posix.signal.Starting;
import java.util.List;
import java.util.Map;

/** System calls about processes: starting, replacing, waiting, signals, and who this one is. */
public interface ProcessCalls extends SystemCalls {
    /**
     * Starts a program with all signals at their default and none blocked. It inherits those descriptors that are not
     * marked close-on-exec.
     *
     * @param path the executable file; it is not searched for
     * @param arguments the argument list, the program's name first
     * @param environment the whole environment, each entry {@code NAME=value}
     * @param descriptors which of our descriptors (value) becomes which one of the child (key)
     * @return the child's process id, or the negated errno
     */
    default int spawn(
            String path, List<String> arguments, List<String> environment, Map<Integer, Descriptor> descriptors) {
        return spawn(path, arguments, environment, descriptors, Starting.PLAIN);
    }

    /** As above, but started as {@code how} says. */
    int spawn(
            String path,
            List<String> arguments,
            List<String> environment,
            Map<Integer, Descriptor> descriptors,
            Starting how);

    /**
     * Waits until a child ends.
     *
     * @return its exit status as a shell reports it (128 + n after signal n), or the negated errno
     */
    default int waitFor(int process) {
        try (NativeMemory status = NativeMemory.allocate(Integer.BYTES)) {
            long result;
            do {
                result = call(SystemCall.WAIT4, process, status.address(), 0);
            } while (result == -Constants.EINTR);
            if (result < 0) {
                return (int) result;
            }
            int value = status.buffer().getInt(0);
            int signal = value & 0x7f;
            return signal == 0 ? (value >> 8) & 0xff : 128 + signal;
        }
    }

    /** {@link #execute(String, List, List, SignalSet)} with no signal blocked. */
    default int execute(String path, List<String> arguments, List<String> environment) {
        return execute(path, arguments, environment, SignalSet.NONE);
    }

    /**
     * Replaces this process by a program; returns only on failure, with the negated errno. SIGXFSZ is set to its
     * default, because {@link #outliveSizeLimit} has changed it, and so is SIGCHLD: who ignores it cannot wait for its
     * children.
     *
     * @param blocked the signals that are blocked in the program, in all of its threads unless it changes that
     */
    default int execute(String path, List<String> arguments, List<String> environment, SignalSet blocked) {
        try (NativeMemory name = NativeMemory.string(path);
                StringArray argv = StringArray.of(arguments);
                StringArray envp = StringArray.of(environment);
                NativeMemory set = NativeMemory.allocate(Long.BYTES);
                NativeMemory byDefault = NativeMemory.allocate(Constants.SIGACTION_SIZE)) {
            set.buffer().putLong(0, blocked.bits());
            call(SystemCall.RT_SIGPROCMASK, Constants.SIG_SETMASK, set.address(), 0, Long.BYTES, 0, 0);
            call(SystemCall.RT_SIGACTION, Constants.SIGCHLD, byDefault.address(), 0, Long.BYTES, 0, 0);
            call(SystemCall.RT_SIGACTION, Constants.SIGXFSZ, byDefault.address(), 0, Long.BYTES, 0, 0);
            return (int) call(SystemCall.EXECVE, name.address(), argv.address(), envp.address());
        }
    }

    /**
     * Has a write beyond the limit of file sizes fail with EFBIG. By default SIGXFSZ ends the process, which could
     * neither say why nor remove what it had begun. To be called at the start.
     */
    default void outliveSizeLimit() {
        try (NativeMemory action = NativeMemory.allocate(Constants.SIGACTION_SIZE)) {
            action.buffer().putLong(0, Constants.SIG_IGN);
            call(SystemCall.RT_SIGACTION, Constants.SIGXFSZ, action.address(), 0, Long.BYTES, 0, 0);
        }
    }

    /** kill(2); a negative number means the process group of that number, and 0 our own. */
    default int kill(int process, int signal) {
        return (int) call(SystemCall.KILL, process, signal, 0);
    }

    /** setsid(2): leaves the terminal; a signal from it does not reach this process any more. */
    default int newSession() {
        return (int) call(SystemCall.SETSID, 0, 0, 0);
    }

    /** chdir(2). Java resolves relative paths against the folder in which it started all the same. */
    default int changeFolder(String path) {
        try (NativeMemory name = NativeMemory.string(path)) {
            return (int) call(SystemCall.CHDIR, name.address(), 0, 0);
        }
    }

    /** The version of Landlock that the kernel has, from 1 on, or the negated errno. */
    default int landlockVersion() {
        return (int) call(SystemCall.LANDLOCK_CREATE_RULESET, 0, 0, 1);
    }

    /** getpid(2). */
    default int processId() {
        return (int) call(SystemCall.GETPID, 0, 0, 0);
    }

    /** getpgrp(2): the process group of this process. */
    default int processGroup() {
        return (int) call(SystemCall.GETPGRP, 0, 0, 0);
    }

    /** The real user id. */
    default int userId() {
        return (int) call(SystemCall.GETUID, 0, 0, 0);
    }

    /** The real group id. */
    default int groupId() {
        return (int) call(SystemCall.GETGID, 0, 0, 0);
    }

    /** Goes to the root directory when the current one does not exist any more: the Java runtime cannot stand that. */
    default void leaveRemovedDirectory() {
        try (NativeMemory name = NativeMemory.allocate(Constants.PATH_MAX)) {
            if (call(SystemCall.GETCWD, name.address(), Constants.PATH_MAX, 0) == -Constants.ENOENT) {
                changeFolder("/");
            }
        }
    }

    /**
     * pidfd_open(2): a descriptor, closed on exec, that can be read from (for poll) when a process has ended.
     *
     * @param name what the process is called in a failure
     * @throws PosixException when there is no such process, or the kernel cannot watch it
     */
    default Descriptor openProcess(int process, String name) {
        long number = call(SystemCall.PIDFD_OPEN, process, 0, 0);
        return Descriptor.of(this, (int) PosixException.check(number, "watch " + name));
    }

    /**
     * Gives up root's identity for good: groups, group and user. Of the calling thread only, which is the one that
     * lives on when the process becomes another program.
     *
     * @param id the user and group to become
     * @throws PosixException when this is not root's process
     */
    default void stopBeingRoot(int id) {
        PosixException.check(call(SystemCall.SETGROUPS, 0, 0, 0), "leave root's groups");
        PosixException.check(call(SystemCall.SETRESGID, id, id, id), "leave root's group");
        PosixException.check(call(SystemCall.SETRESUID, id, id, id), "stop being root");
    }
}
