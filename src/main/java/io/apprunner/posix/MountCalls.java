// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix;

import io.apprunner.posix.memory.NativeMemory;

/** System calls about mounts; they need the rights of root, or of a user namespace that owns the mount namespace. */
public interface MountCalls extends SystemCalls {
    /** mount(2). */
    default int mount(String source, String target, String type, long flags, String data) {
        try (NativeMemory s = NativeMemory.string(source);
                NativeMemory t = NativeMemory.string(target);
                NativeMemory y = NativeMemory.string(type);
                NativeMemory d = NativeMemory.string(data)) {
            return (int) call(SystemCall.MOUNT, s.address(), t.address(), y.address(), flags, d.address(), 0);
        }
    }

    /** umount2(2); {@code flags} such as {@link Constants#MNT_DETACH}. */
    default int unmount(String target, int flags) {
        try (NativeMemory name = NativeMemory.string(target)) {
            return (int) call(SystemCall.UMOUNT2, name.address(), flags, 0);
        }
    }
}
