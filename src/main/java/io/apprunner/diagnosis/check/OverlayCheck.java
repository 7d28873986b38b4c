// SPDX-License-Identifier: Apache-2.0
package io.apprunner.diagnosis.check;

import io.apprunner.bwrap.host.HostFiles;

/** The kernel's overlay file system. A module that is not loaded yet is loaded by the first mount. */
public record OverlayCheck(HostFiles host) implements HostCheck {
    @Override
    public Finding run() {
        boolean isThere = host.text("proc/filesystems").lines().anyMatch(line -> line.endsWith("\toverlay"));
        return isThere
                ? Finding.works("overlay", "the kernel has it")
                : Finding.weaker(
                        "overlay", "the kernel has it not loaded", "if a run fails, as root: modprobe overlay");
    }
}
