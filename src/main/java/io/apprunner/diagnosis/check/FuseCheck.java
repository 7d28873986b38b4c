// SPDX-License-Identifier: Apache-2.0
package io.apprunner.diagnosis.check;

import io.apprunner.error.AppRunnerException;
import io.apprunner.fuse.FuseServer;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.Posix;

/** The kernel's FUSE device, by which layers are mounted. */
public record FuseCheck(Posix posix) implements HostCheck {
    @Override
    public Finding run() {
        try (Descriptor device = FuseServer.openDevice(posix)) {
            return Finding.works("fuse", "/dev/fuse can be opened");
        } catch (AppRunnerException e) {
            return Finding.fails("fuse", e);
        }
    }
}
