// SPDX-License-Identifier: Apache-2.0
package io.apprunner.diagnosis.check;

import io.apprunner.bwrap.host.HostFiles;
import io.apprunner.config.HostUser;
import java.util.List;

/**
 * Whether a user has more ids than one for the guest's users.
 *
 * @param user who runs us
 */
public record SubordinateIdsCheck(HostFiles host, HostUser user) implements HostCheck {
    private static final String SUBJECT = "subuid";

    @Override
    public Finding run() {
        if (user.isRoot()) {
            return Finding.works(SUBJECT, "root needs none");
        }
        String names = user.name() + "|" + Integer.toUnsignedString(user.userId());
        boolean hasRange = List.of("etc/subuid", "etc/subgid").stream()
                .allMatch(file -> host.text(file).lines().anyMatch(line -> line.matches("(" + names + "):.*")));
        boolean hasTool = host.exists("usr/bin/newuidmap") && host.exists("usr/bin/newgidmap");
        if (hasRange && hasTool) {
            return Finding.works(SUBJECT, "there is a range of ids for " + user.name());
        }
        return Finding.weaker(
                SUBJECT,
                hasRange ? "newuidmap is not installed" : "/etc/subuid has no ids for " + user.name(),
                "guests have one user id; for more, as root: install newuidmap (package uidmap), and"
                        + " usermod --add-subuids 100000-165535 --add-subgids 100000-165535 " + user.name());
    }
}
