// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.device;

import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What /sys tells about graphics cards: libraries such as Mesa find out there which driver a device file has.
 *
 * @param root the host's root folder
 */
public record SystemFiles(Path root) {
    /** Links to devices by the numbers of their device files, the lists of cards, and AMD's compute nodes. */
    private static final List<String> LISTS = List.of(
            "/sys/class/drm", "/sys/class/kfd", "/sys/dev/char", "/sys/devices/virtual/kfd", "/sys/module/nvidia");

    private static final String DEVICES = "sys/devices";

    /** The paths that a guest with graphics cards needs, for reading; none on a host without a card. */
    public List<String> gpu() {
        List<String> devices = FolderNames.of(file("sys/class/drm")).stream()
                .flatMap(card -> device(file("sys/class/drm/" + card + "/device")).stream())
                .distinct()
                .toList();
        return devices.isEmpty()
                ? List.of()
                : Stream.concat(LISTS.stream().filter(path -> Files.exists(file(path.substring(1)))), devices.stream())
                        .toList();
    }

    /** The folder of the device that a card is part of, if it is one among the devices. */
    private Optional<String> device(Path link) {
        try {
            Path folder = link.toRealPath();
            Path host = root.toRealPath();
            return folder.startsWith(RawPath.resolve(host, DEVICES))
                    ? Optional.of("/" + RawPath.text(host.relativize(folder)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Path file(String path) {
        return RawPath.resolve(root, path);
    }
}
