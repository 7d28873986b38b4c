// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix;

import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.function.CFunction.Transition;
import org.graalvm.nativeimage.c.type.CIntPointer;

/** {@link Posix} in the native executable, through GraalVM's C interface. */
final class LinkedPosix implements Spawner {
    static final LinkedPosix INSTANCE = new LinkedPosix();

    private LinkedPosix() {}

    @Override
    public long call(SystemCall call, long a, long b, long c, long d, long e, long f) {
        long result = LibC.syscall(call.number(), a, b, c, d, e, f);
        return result == -1 ? -LibC.errno().read() : result;
    }

    @Override
    public int attributesInit(long attributes) {
        return LibC.attributesInit(attributes);
    }

    @Override
    public int attributesSetFlags(long attributes, short flags) {
        return LibC.attributesSetFlags(attributes, flags);
    }

    @Override
    public int attributesSetDefaults(long attributes, long signals) {
        return LibC.attributesSetDefaults(attributes, signals);
    }

    @Override
    public int attributesSetMask(long attributes, long signals) {
        return LibC.attributesSetMask(attributes, signals);
    }

    @Override
    public int actionsInit(long actions) {
        return LibC.actionsInit(actions);
    }

    @Override
    public int actionsAddDup2(long actions, int from, int to) {
        return LibC.actionsAddDup2(actions, from, to);
    }

    @Override
    public int actionsAddFolder(long actions, long folder) {
        return LibC.actionsAddFolder(actions, folder);
    }

    @Override
    public int actionsDestroy(long actions) {
        return LibC.actionsDestroy(actions);
    }

    @Override
    public int spawn(long process, long path, long actions, long attributes, long argv, long envp) {
        return LibC.spawn(process, path, actions, attributes, argv, envp);
    }

    @Override
    public int errorText(int errno, long buffer, long size) {
        return LibC.errorText(errno, buffer, size);
    }

    /** Functions of libc; pointers are passed as the addresses that they are. */
    private static final class LibC {
        /** Variadic in C; on x86-64 integer arguments go the same way as those of any other function. */
        @CFunction(value = "syscall", transition = Transition.TO_NATIVE)
        static native long syscall(long number, long a, long b, long c, long d, long e, long f);

        @CFunction(value = "__errno_location", transition = Transition.NO_TRANSITION)
        static native CIntPointer errno();

        @CFunction(value = "posix_spawnattr_init", transition = Transition.NO_TRANSITION)
        static native int attributesInit(long attributes);

        @CFunction(value = "posix_spawnattr_setflags", transition = Transition.NO_TRANSITION)
        static native int attributesSetFlags(long attributes, short flags);

        @CFunction(value = "posix_spawnattr_setsigdefault", transition = Transition.NO_TRANSITION)
        static native int attributesSetDefaults(long attributes, long signals);

        @CFunction(value = "posix_spawnattr_setsigmask", transition = Transition.NO_TRANSITION)
        static native int attributesSetMask(long attributes, long signals);

        @CFunction(value = "posix_spawn_file_actions_init", transition = Transition.NO_TRANSITION)
        static native int actionsInit(long actions);

        @CFunction(value = "posix_spawn_file_actions_adddup2", transition = Transition.NO_TRANSITION)
        static native int actionsAddDup2(long actions, int from, int to);

        @CFunction(value = "posix_spawn_file_actions_addchdir_np", transition = Transition.NO_TRANSITION)
        static native int actionsAddFolder(long actions, long folder);

        @CFunction(value = "posix_spawn_file_actions_destroy", transition = Transition.NO_TRANSITION)
        static native int actionsDestroy(long actions);

        @CFunction(value = "posix_spawn", transition = Transition.TO_NATIVE)
        static native int spawn(long process, long path, long actions, long attributes, long argv, long envp);

        @CFunction(value = "__xpg_strerror_r", transition = Transition.NO_TRANSITION)
        static native int errorText(int errno, long buffer, long size);

        private LibC() {}
    }
}
