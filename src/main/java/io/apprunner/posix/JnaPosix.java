// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix;

import com.sun.jna.Native;
import com.sun.jna.Platform;

/** {@link Posix} on the JVM, through JNA's direct mapping. */
final class JnaPosix implements Spawner {
    static final JnaPosix INSTANCE = new JnaPosix();

    private JnaPosix() {}

    @Override
    public long call(SystemCall call, long a, long b, long c, long d, long e, long f) {
        long result = LibC.syscall(call.number(), a, b, c, d, e, f);
        return result == -1 ? -Native.getLastError() : result;
    }

    @Override
    public int attributesInit(long attributes) {
        return LibC.posix_spawnattr_init(attributes);
    }

    @Override
    public int attributesSetFlags(long attributes, short flags) {
        return LibC.posix_spawnattr_setflags(attributes, flags);
    }

    @Override
    public int attributesSetDefaults(long attributes, long signals) {
        return LibC.posix_spawnattr_setsigdefault(attributes, signals);
    }

    @Override
    public int attributesSetMask(long attributes, long signals) {
        return LibC.posix_spawnattr_setsigmask(attributes, signals);
    }

    @Override
    public int actionsInit(long actions) {
        return LibC.posix_spawn_file_actions_init(actions);
    }

    @Override
    public int actionsAddDup2(long actions, int from, int to) {
        return LibC.posix_spawn_file_actions_adddup2(actions, from, to);
    }

    @Override
    public int actionsAddFolder(long actions, long folder) {
        return LibC.posix_spawn_file_actions_addchdir_np(actions, folder);
    }

    @Override
    public int actionsDestroy(long actions) {
        return LibC.posix_spawn_file_actions_destroy(actions);
    }

    @Override
    public int spawn(long process, long path, long actions, long attributes, long argv, long envp) {
        return LibC.posix_spawn(process, path, actions, attributes, argv, envp);
    }

    @Override
    public int errorText(int errno, long buffer, long size) {
        return LibC.__xpg_strerror_r(errno, buffer, size);
    }

    /** Functions of libc under their C names, as JNA's direct mapping wants them. */
    @SuppressWarnings("checkstyle:MethodName")
    private static final class LibC {
        static {
            Native.register(LibC.class, Platform.C_LIBRARY_NAME);
        }

        private LibC() {}

        static native long syscall(long number, long a, long b, long c, long d, long e, long f);

        static native int posix_spawnattr_init(long attributes);

        static native int posix_spawnattr_setflags(long attributes, short flags);

        static native int posix_spawnattr_setsigdefault(long attributes, long signals);

        static native int posix_spawnattr_setsigmask(long attributes, long signals);

        static native int posix_spawn_file_actions_init(long actions);

        static native int posix_spawn_file_actions_adddup2(long actions, int from, int to);

        static native int posix_spawn_file_actions_addchdir_np(long actions, long folder);

        static native int posix_spawn_file_actions_destroy(long actions);

        static native int posix_spawn(long process, long path, long actions, long attributes, long argv, long envp);

        static native int __xpg_strerror_r(int errno, long buffer, long size);
    }
}
