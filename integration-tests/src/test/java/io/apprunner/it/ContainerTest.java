// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Account;
import io.apprunner.it.support.Executable;
import io.apprunner.it.support.ImageTest;
import io.apprunner.it.support.Images;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** In a container of Podman the image works, or says with which options it does. */
@Needs({Need.FUSE, Need.TWO_ACCOUNTS, Need.PODMAN})
class ContainerTest extends ImageTest {
    private static final String FUSE = "--device /dev/fuse";
    private static final String RIGHTS = "--cap-add SYS_ADMIN --cap-add NET_ADMIN";
    private static final String DATA = "--tmpfs /data:mode=1777";
    private static final String UNMASKED = "--security-opt unmask=ALL";
    private static final String UNCONFINED = "--security-opt seccomp=unconfined";

    /** The container's runtime takes a host with both versions of control groups for one that has neither. */
    private static final String START = "test -f /sys/fs/cgroup/cgroup.controllers"
            + " || { umount -R /sys/fs/cgroup; mount -t cgroup2 none /sys/fs/cgroup; };"
            + " mkdir -p root/tmp root/proc root/dev root/sys root/etc root/data; chmod 1777 root/tmp root/data;"
            + " exec podman --root \"$PWD/storage\" --runroot \"$PWD/run\" run --rm --network none --cgroups=disabled"
            + " --ulimit nofile=1024:1024 --ulimit nproc=1000:1000 -e FIM_DIR_DATA=/data/x -e HOME=/tmp \"$@\"";

    @Override
    protected Path original() {
        return Images.busybox();
    }

    @Test
    void rootNeedsTwoCapabilitiesAndTheDevice() {
        Assumptions.assumingThat(account == Account.ROOT, () -> {
            assertThat(run(DATA).refusal()).contains("--cap-add SYS_ADMIN", FUSE);
            assertThat(run(DATA, FUSE, "--cap-add SYS_ADMIN").refusal()).contains("--cap-add NET_ADMIN");
            assertThat(run(DATA, RIGHTS).refusal()).contains(FUSE);
            assertThat(run(DATA, FUSE, RIGHTS).success()).isEqualTo("in\n");
            assertThat(run(DATA, "--privileged").success()).isEqualTo("in\n");
        });
    }

    @Test
    void anOrdinaryUserNeedsTheDeviceAndLessConfinement() {
        Assumptions.assumingThat(account == Account.ORDINARY_USER, () -> {
            assertThat(run(DATA, FUSE).refusal()).contains("unmask=ALL");
            assertThat(run(DATA, FUSE, UNMASKED).refusal()).contains("seccomp=unconfined");
            assertThat(run(DATA, UNMASKED, UNCONFINED).refusal()).contains(FUSE);
            assertThat(run(DATA, FUSE, UNMASKED, UNCONFINED).success()).isEqualTo("in\n");
        });
    }

    /** The container's own files are those of an overlay. */
    @Test
    void whereTheDataDirCannotBeKeptIsSaid() {
        Result result = account == Account.ROOT ? run(FUSE, RIGHTS) : run(FUSE, UNMASKED, UNCONFINED);
        Assumptions.assumingThat(
                result.status() != 0,
                () -> assertThat(result.refusal()).contains("file system of type overlay", "FIM_DIR_DATA"));
    }

    private Result run(String... options) {
        List<String> words =
                new ArrayList<>(List.of("--mount", "--propagation", "private", "--", "bash", "-ec", START));
        words.add("bash");
        for (String option : options) {
            words.addAll(List.of(option.split(" ")));
        }
        words.addAll(List.of("--user", account.userId() + ":" + account.groupId()));
        words.addAll(List.of("-v", workspace.image() + ":/app:ro"));
        words.addAll(List.of("--rootfs", workspace.folder() + "/root:O", "/app", "fim-exec", "echo", "in"));
        Executable unshare = image.at("/usr/bin/unshare").in(workspace.folder());
        return new Executable(
                        unshare.program(),
                        List.of(),
                        unshare.folder(),
                        unshare.environment(),
                        new byte[0],
                        unshare.patience())
                .run(words);
    }
}
