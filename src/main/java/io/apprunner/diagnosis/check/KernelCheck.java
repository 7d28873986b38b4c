// SPDX-License-Identifier: Apache-2.0
package io.apprunner.diagnosis.check;

import io.apprunner.bwrap.host.HostFiles;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kernel's version: before 5.11 only root mounts overlays.
 *
 * @param root whether root runs us
 */
public record KernelCheck(HostFiles host, boolean root) implements HostCheck {
    private static final Pattern VERSION = Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3}).*");
    private static final int OVERLAYS_OF_USERS = 5011;

    @Override
    public Finding run() {
        String release = host.text("proc/sys/kernel/osrelease");
        Matcher version = VERSION.matcher(release);
        if (!version.matches()) {
            return Finding.weaker("kernel", "its version is not known", "mount /proc");
        }
        int number = Integer.parseInt(version.group(1)) * 1000 + Integer.parseInt(version.group(2));
        return root || number >= OVERLAYS_OF_USERS
                ? Finding.works("kernel", "Linux " + release)
                : Finding.fails(
                        "kernel",
                        "Linux " + release + " lets only root mount overlays; from 5.11 on users may",
                        "run as root, or on a newer kernel");
    }
}
