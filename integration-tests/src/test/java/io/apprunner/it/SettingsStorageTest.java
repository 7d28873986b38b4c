// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Executable;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.OwnImageTest;
import io.apprunner.it.support.Result;
import io.apprunner.it.support.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SettingsStorageTest extends OwnImageTest {
    private static final int WRITERS = 20;
    private static final int WRITES = 50;
    private static final int KILLS = 500;
    private static final int SEED = 4;

    @Test
    void onlyAChangeOfASettingChangesTheImage() {
        String fresh = checksum();
        image.output("fim-perms", "clear");
        image.output("fim-perms", "list");
        image.output("fim-env", "clear");
        assertThat(checksum()).isEqualTo(fresh);
        image.output("fim-perms", "set", "home");
        String changed = checksum();
        assertThat(changed).isNotEqualTo(fresh);
        image.output("fim-perms", "add", "home");
        assertThat(checksum()).isEqualTo(changed);
        assertThat(workspace.data()).doesNotExist();
    }

    @Test
    void anIdleImageIsChangedInPlace() {
        String inode = workspace.script("stat -c %i \"$1\"", workspace.image());
        image.output("fim-perms", "set", "home");
        assertThat(workspace.script("stat -c %i \"$1\"", workspace.image())).isEqualTo(inode);
    }

    @Test
    @Needs(Need.FUSE)
    void aRunningImageCanBeChanged() {
        try (Running guest = image.start("fim-exec", "sh", "-c", "echo up; sleep 60")) {
            guest.awaitOutput("up");
            image.output("fim-env", "set", "A=1");
            assertThat(image.output("fim-env", "list")).isEqualTo("A=1\n");
            assertThat(workspace.script("stat -c %a \"$1\"; ls \"${1%/*}\"", workspace.image()))
                    .isEqualTo("755\nimage\n");
        }
    }

    /** While one process writes, the kernel refuses to start the image for a moment; the shell then tries again. */
    @Test
    void writersLoseNothing() {
        List<Running> writers = new ArrayList<>();
        String script =
                "for i in $(seq %d); do until \"$1\" fim-env add \"V$2_$i=$i\"; do [ $? = 126 ] || exit 1; done; done";
        for (int writer = 0; writer < WRITERS; writer++) {
            writers.add(patient(image.behind("bash", "-c", script.formatted(WRITES) + " 2> /dev/null", "bash"))
                    .start("" + writer));
        }
        writers.forEach(writer -> assertThat(writer.result().status()).isZero());
        assertThat(image.output("fim-env", "list").lines()).hasSize(WRITERS * WRITES);
    }

    @Test
    void aKilledWriterLeavesTheOldOrTheNewValue() {
        Random random = new Random(SEED);
        long usual = 0;
        for (int i = 0; i < 3; i++) {
            usual = image.run("fim-env", "set", "A=" + i, "B=" + i).duration().toMillis();
        }
        int changed = 0;
        for (int i = 1; i <= KILLS; i++) {
            try (Running writer = image.start("fim-env", "set", "A=" + i, "B=" + i)) {
                workspace.script("sleep " + usual * (0.2 + random.nextDouble()) / 1000);
                writer.signal("KILL");
                writer.result();
            }
            List<String> lines = image.output("fim-env", "list").lines().toList();
            assertThat(lines).hasSize(2);
            assertThat(lines.get(0).substring(2)).isEqualTo(lines.get(1).substring(2));
            changed += lines.get(0).equals("A=" + i) ? 1 : 0;
        }
        // Else the kills came all before the writes, or all behind them.
        assertThat(changed).isBetween(1, KILLS - 1);
    }

    /** On a full disk: a file whose settings have no room on it yet, and a copy that has none. */
    @Test
    @Needs(Need.FUSE)
    void aFullDiskLeavesTheOldValue() {
        String output = workspace.script(
                """
                unshare %s --mount -- bash -euc '
                    mount -t tmpfs -o size=$(($(stat -c %%s "$1") / 1024 + 600))k tmpfs "$2"
                    cp --sparse=always "$1" "$2/image"
                    "$2/image" fim-env set A=1
                    dd if=/dev/zero of="$2/filler" bs=64K status=none 2> /dev/null || true
                    dd if=/dev/zero of="$2/filler" bs=1 oflag=append conv=notrunc status=none 2> /dev/null || true
                    status=0; "$2/image" fim-env set A=$(seq -s . 20000) > /dev/null 2> "$3/error" || status=$?
                    echo $status; cat "$3/error"; "$2/image" fim-env list; ls "$2"' bash "$@"
                """.formatted(account.userId() == 0 ? "" : "--user --map-root-user"),
                workspace.image(),
                workspace.makeFolder(workspace.folder().resolve("full")),
                workspace.work());
        assertThat(output.lines().skip(1).toList()).startsWith("125").endsWith("A=1", "filler", "image");
        assertThat(output).contains("o space left");
    }

    @Test
    void damagedSettingsAreRefusedUntilTheyAreReset() {
        image.output("fim-perms", "set", "home");
        workspace.script(
                "offset=$(grep -abo APPRSETT \"$1\" | tail -n 1 | cut -d : -f 1);"
                        + " for page in 0 1; do printf 'broken!!' |"
                        + " dd of=\"$1\" bs=1 seek=$((offset - page * 4096)) conv=notrunc status=none; done",
                workspace.image());
        assertThat(image.run("fim-perms", "list").refusal()).contains("damaged", "fim-reset all");
        assertThat(image.run("fim-exec", "true").refusal()).contains("damaged", "fim-reset all");
        image.output("fim-reset", "all");
        assertThat(image.output("fim-perms", "list")).isEmpty();
    }

    @Test
    void anImageThatCannotBeWrittenIsNotChanged() {
        workspace.script("chmod 555 \"$1\" \"${1%/*}\"", workspace.image());
        Result result = image.run("fim-perms", "set", "home");
        if (account.userId() == 0) {
            result.success();
        } else {
            assertThat(result.refusal()).contains("cannot write to the image");
            assertThat(image.output("fim-perms", "list")).isEmpty();
        }
        workspace.script("chmod 755 \"$1\" \"${1%/*}\"", workspace.image());
    }

    @Test
    void aLinkLeadsToTheImage() {
        workspace.script(
                "ln -s \"$1\" \"$2\"", workspace.image(), workspace.work().resolve("link"));
        image.at(workspace.work().resolve("link")).output("fim-perms", "set", "home");
        assertThat(image.output("fim-perms", "list")).isEqualTo("home\n");
    }

    private static Executable patient(Executable program) {
        return new Executable(
                program.program(),
                program.prefix(),
                program.folder(),
                program.environment(),
                program.input(),
                Duration.ofMinutes(5));
    }
}
