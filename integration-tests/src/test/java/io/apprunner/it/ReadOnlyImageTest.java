// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Executable;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.OwnImageTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Images that cannot be changed: they run, with a data dir elsewhere, and say clearly what cannot be done. */
@Needs(Need.FUSE)
class ReadOnlyImageTest extends OwnImageTest {
    private Path place() {
        return workspace.image().getParent();
    }

    private void assertRunsWithADataDirElsewhere(Executable closed) {
        closed.guest("echo x > /kept");
        assertThat(workspace.data()).doesNotExist();
        assertThat(closed.guest("cat /kept")).isEqualTo("x\n");
        Path data = workspace.folder().resolve("work/data");
        closed.with("FIM_DIR_DATA", data.toString()).guest("echo x > /kept");
        assertThat(data.resolve("root/kept")).exists();
        closed.output("fim-version", "short");
        assertThat(closed.output("fim-boot", "show")).contains("bash");
    }

    @Test
    @Needs(Need.ROOT)
    void anImageOnAReadOnlyMountRunsAndIsNotChanged() {
        image.output("fim-perms", "set", "home");
        String before = checksum();
        Executable closed = image.withReadOnly(place());
        assertRunsWithADataDirElsewhere(closed);
        assertThat(closed.run("fim-perms", "set", "media").refusal()).contains("cannot", "ead-only file system");
        assertThat(closed.output("fim-perms", "list")).isEqualTo("home\n");
        assertThat(checksum()).isEqualTo(before);
    }

    @Test
    @Needs(Need.ROOT)
    void anImageOfSomebodyElseRunsAndIsNotChanged() {
        workspace.giveToRoot(place());
        String before = checksum();
        if (account.userId() == 0) {
            image.output("fim-perms", "set", "home");
            assertThat(image.output("fim-perms", "list")).isEqualTo("home\n");
            return;
        }
        assertRunsWithADataDirElsewhere(image);
        assertThat(image.run("fim-perms", "set", "home").refusal()).contains("cannot write to the image");
        assertThat(image.output("fim-perms", "list")).isEmpty();
        assertThat(checksum()).isEqualTo(before);
    }

    @Test
    void aReadOnlyFileRunsAsItIs() {
        workspace.script("chmod 555 \"$1\"", workspace.image());
        String before = workspace.script("stat -c '%Y %a' \"$1\"", workspace.image());
        image.guest("true");
        assertThat(workspace.script("stat -c '%Y %a' \"$1\"", workspace.image()))
                .isEqualTo(before);
    }

    @Test
    void aRunNeitherChangesTheImageNorItsTimes() {
        image.output("fim-env", "set", "A=1");
        String before = checksum() + workspace.script("stat -c '%y %z' \"$1\"", workspace.image());
        image.guest("echo x > /new");
        image.run("fim-exec", "false");
        image.output("fim-env", "list");
        image.output("fim-layer", "list");
        assertThat(checksum() + workspace.script("stat -c '%y %z' \"$1\"", workspace.image()))
                .isEqualTo(before);
    }
}
