// SPDX-License-Identifier: Apache-2.0
package io.apprunner.diagnosis.check;

import io.apprunner.bwrap.share.HostShares;
import io.apprunner.bwrap.share.Mount;
import io.apprunner.bwrap.share.Share;
import io.apprunner.db.Permission;
import io.apprunner.text.RawPath;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether the host has what a permission is for: servers of the user's session, and devices.
 *
 * @param permission the permission
 * @param words what it is for
 */
public record ShareCheck(HostShares shares, Permission permission, String words) implements HostCheck {
    /** Paths that are named one by one. */
    private static final int NAMED = 4;

    @Override
    public Finding run() {
        Share share = shares.of(permission);
        List<String> found = share.mounts().stream()
                .filter(mount -> mount.access().isOfHost() && Files.exists(RawPath.of(mount.source())))
                .map(Mount::source)
                .toList();
        String subject = permission.label();
        if (!found.isEmpty()) {
            String more = found.size() > NAMED ? " and " + (found.size() - NAMED) + " more" : "";
            return Finding.works(subject, found.stream().limit(NAMED).collect(Collectors.joining(", ")) + more);
        }
        return share.variables().isEmpty()
                ? Finding.absent(subject, "there is no " + words)
                : Finding.works(
                        subject,
                        "reached by the network: "
                                + String.join(", ", share.variables().values()));
    }
}
