// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.config.HostUser;
import io.apprunner.error.AppRunnerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubordinateIdsTest {
    private static final HostUser ME = new HostUser(1000, 100, "me", "/home/me");

    @TempDir
    Path root;

    @BeforeEach
    void make() throws IOException {
        write("etc/subuid", "other:1:9\nme:100000:65536\nme:bad:1\n1000:300000:10\nme:7:0\n");
        write("etc/subgid", "me:200000:5\n");
        write("usr/bin/newuidmap", "");
        write("usr/local/bin/newgidmap", "");
    }

    private void write(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private SubordinateIds ids() {
        return SubordinateIds.of(new HostFiles(root), ME);
    }

    @Test
    void theOwnIdIsRootsAndAllRangesFollow() {
        assertThat(ids().users())
                .containsExactly(
                        "/usr/bin/newuidmap", "0", "1000", "1", "1", "100000", "65536", "65537", "300000", "10");
        assertThat(ids().groups()).containsExactly("/usr/local/bin/newgidmap", "0", "100", "1", "1", "200000", "5");
        assertThat(ids().isEmpty()).isFalse();
        assertThat(SubordinateIds.NONE.isEmpty()).isTrue();
    }

    @Test
    void whatIsMissingIsNamedWithItsRemedy() throws IOException {
        Files.delete(root.resolve("usr/local/bin/newgidmap"));
        assertThatThrownBy(this::ids)
                .hasMessage("there are no user ids to map: newgidmap is not installed")
                .isInstanceOfSatisfying(
                        AppRunnerException.class, e -> assertThat(e.hint()).contains("uidmap", "--add-subuids"));
        write("etc/subuid", "other:1:9\n");
        assertThatThrownBy(this::ids).hasMessage("there are no user ids to map: /etc/subuid has no ids for me");
    }
}
