// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceFilesTest {
    @TempDir
    Path root;

    private void make(String... files) throws IOException {
        for (String file : files) {
            Files.createDirectories(root.resolve(file).getParent());
            Files.createFile(root.resolve(file));
        }
    }

    @Test
    void graphicsCardsAreKnownByTheirWholeNames() throws IOException {
        make(
                "dev/dri/card0",
                "dev/kfd",
                "dev/dxg",
                "dev/mali0",
                "dev/nvidia0",
                "dev/nvidia12",
                "dev/nvidiactl",
                "dev/nvidia-uvm",
                "dev/nvidia-caps/cap1",
                "dev/my-nvidia-backup",
                "dev/nvidia0.key",
                "dev/mali");
        assertThat(new DeviceFiles(root).gpu())
                .containsExactlyInAnyOrder(
                        "/dev/dri",
                        "/dev/kfd",
                        "/dev/dxg",
                        "/dev/mali0",
                        "/dev/nvidia0",
                        "/dev/nvidia12",
                        "/dev/nvidiactl",
                        "/dev/nvidia-uvm",
                        "/dev/nvidia-caps");
    }

    @Test
    void anOpticalDriveComesWithItsOwnRawDeviceOnly() throws IOException {
        make("dev/sr0", "dev/sr1", "dev/sg0", "dev/sg3", "sys/class/block/sr0/device/scsi_generic/sg3/dev");
        assertThat(new DeviceFiles(root).optical()).containsExactly("/dev/sr0", "/dev/sg3", "/dev/sr1");
    }

    @Test
    void aHostWithoutDevicesHasNone() {
        assertThat(new DeviceFiles(root).gpu()).isEmpty();
        assertThat(new DeviceFiles(root).optical()).isEmpty();
    }
}
