// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MountTargetsTest {
    private static final Map<String, String> LINKS = Map.of(
            "/bin", "/usr/bin",
            "/bin/x", "/usr/bin/x",
            "/var/run", "/run",
            "/etc/resolv.conf", "/run/stub/resolv.conf");

    @Test
    void targetsOfMountsAreResolvedAndNothingElseIs() {
        assertThat(new MountTargets((path, isCovered) -> LINKS.getOrDefault(path, path))
                        .resolve(List.of(
                                "--overlay-src",
                                "/bin",
                                "--tmpfs",
                                "/var/run",
                                "--ro-bind-try",
                                "/bin",
                                "/etc/resolv.conf",
                                "--perms",
                                "0755",
                                "--dir",
                                "/bin/x",
                                "--bind",
                                "--tmpfs",
                                "/var/run",
                                "--dev-bind",
                                "/media",
                                "/run/media/x",
                                "--remount-ro",
                                "/bin")))
                .containsExactly(
                        "--overlay-src",
                        "/bin",
                        "--tmpfs",
                        "/run",
                        "--ro-bind-try",
                        "/bin",
                        "/run/stub/resolv.conf",
                        "--perms",
                        "0755",
                        "--dir",
                        "/usr/bin/x",
                        "--bind",
                        "--tmpfs",
                        "/run",
                        "--dev-bind",
                        "/media",
                        "/run/media/x",
                        "--remount-ro",
                        "/usr/bin");
    }

    @Test
    void whatIsMountedHidesTheLinksBelow() {
        MountTargets targets = new MountTargets((path, isCovered) -> isCovered.test("/var") ? "/covered" : path);
        assertThat(targets.resolve(List.of("--dir", "/var", "--tmpfs", "/var", "--dir", "/var")))
                .containsExactly("--dir", "/var", "--tmpfs", "/var", "--dir", "/covered");
    }
}
