// SPDX-License-Identifier: Apache-2.0
package io.apprunner.diagnosis.check;

import io.apprunner.bwrap.host.HostFiles;
import io.apprunner.bwrap.host.SubordinateIds;
import io.apprunner.config.HostUser;

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
        return SubordinateIds.lack(host, user)
                .map(lack -> Finding.weaker(
                        SUBJECT, lack, "guests have one user id; for more, " + SubordinateIds.remedy(user)))
                .orElseGet(() -> Finding.works(SUBJECT, "there is a range of ids for " + user.name()));
    }
}
