// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.device;

import io.apprunner.text.RawPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which device files of the host belong to a purpose: these and no others that have a name like theirs.
 *
 * @param root the host's root folder
 */
public record DeviceFiles(Path root) {
    /** The folder of direct rendering, AMD's and Microsoft's compute devices. */
    private static final List<String> GRAPHICS = List.of("dri", "kfd", "dxg");

    /** Cards, their control, memory and mode setting, and the folder of capabilities. */
    private static final String NVIDIA =
            "nvidia[0-9]+|nvidiactl|nvidia-uvm|nvidia-uvm-tools|nvidia-modeset|nvidia-caps";

    private static final String MALI = "mali[0-9]+";

    /** Graphics cards. */
    public List<String> gpu() {
        return Stream.concat(
                        GRAPHICS.stream().filter(name -> Files.exists(file("dev/" + name))),
                        names("dev").stream().filter(name -> name.matches(NVIDIA + "|" + MALI)))
                .map(name -> "/dev/" + name)
                .toList();
    }

    /**
     * Optical drives. Each has a second device file that takes raw commands; the kernel tells which one it is. The
     * others of its kind belong to disks.
     */
    public List<String> optical() {
        List<String> files = new ArrayList<>();
        for (String drive : names("dev")) {
            if (drive.matches("sr[0-9]+")) {
                files.add("/dev/" + drive);
                names("sys/class/block/" + drive + "/device/scsi_generic").stream()
                        .filter(name -> name.matches("sg[0-9]+") && Files.exists(file("dev/" + name)))
                        .forEach(name -> files.add("/dev/" + name));
            }
        }
        return files;
    }

    private List<String> names(String folder) {
        return FolderNames.of(file(folder));
    }

    private Path file(String path) {
        return RawPath.resolve(root, path);
    }
}
