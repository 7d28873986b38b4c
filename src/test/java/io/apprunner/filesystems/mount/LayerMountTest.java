// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.mount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.dwarfs.container.ImageFile;
import io.apprunner.posix.Constants;
import io.apprunner.posix.FakePosix;
import io.apprunner.posix.PosixException;
import io.apprunner.posix.SystemCall;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LayerMountTest {
    private static final long DEVICE = 1_000_003;

    private final FakePosix posix =
            new FakePosix().on(SystemCall.OPEN, DEVICE).on(SystemCall.CLOSE, 0).on(SystemCall.UMOUNT2, 0);

    private void mount() throws IOException {
        try (FileChannel channel = FileChannel.open(Path.of("src/test/resources/dwarfs/own/tree-default.dwarfs"));
                BlockCache cache = new BlockCache(1 << 20)) {
            new LayerMount(posix, cache, LayerView.PLAIN)
                    .mount(DwarfsImage.open(ImageFile.of(channel, "layer")), Path.of("/target"), Optional.empty());
        }
    }

    private List<SystemCall> calls() {
        return posix.calls().stream().map(FakePosix.Call::call).toList();
    }

    @Test
    void whatWasMountedAndCannotBeServedIsUnmounted() {
        posix.on(SystemCall.MOUNT, 0).on(SystemCall.MMAP, -Constants.ENOMEM);

        assertThatThrownBy(this::mount).isInstanceOf(PosixException.class).hasMessageContaining("memory");

        assertThat(calls()).endsWith(SystemCall.UMOUNT2, SystemCall.CLOSE);
        assertThat(posix.calls().getLast().arguments().getFirst()).isEqualTo(DEVICE);
    }

    @Test
    void aDeviceThatCannotBeMountedIsClosed() {
        posix.on(SystemCall.MOUNT, -Constants.EPERM);

        assertThatThrownBy(this::mount).isInstanceOf(PosixException.class).hasMessageContaining("/target");

        assertThat(calls()).endsWith(SystemCall.CLOSE).doesNotContain(SystemCall.UMOUNT2);
    }
}
