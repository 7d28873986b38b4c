// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems;

import io.apprunner.dwarfs.block.BlockMemory;
import io.apprunner.posix.MappedMemory;
import io.apprunner.posix.Posix;
import java.nio.ByteBuffer;

/**
 * Memory straight from the kernel, given back as soon as it is not needed: a server allocates next to nothing on the
 * heap, so that the garbage collector would free it too late or never.
 */
public record KernelMemory(Posix posix) implements BlockMemory {
    @Override
    public ByteBuffer apply(int size) {
        return MappedMemory.of(posix, size).buffer();
    }

    @Override
    public void free(ByteBuffer buffer) {
        MappedMemory.of(posix, buffer).close();
    }
}
