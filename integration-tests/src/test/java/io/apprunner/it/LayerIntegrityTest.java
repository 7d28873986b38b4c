// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.apprunner.it.support.Account;
import io.apprunner.it.support.ImageTest;
import io.apprunner.it.support.Images;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The Debian root as the guest sees it is the one that the layer was made from. */
@Needs(Need.FUSE)
class LayerIntegrityTest extends ImageTest {
    /** Mount points of the sandbox, and what it puts over files. */
    private static final String SELECT =
            "find . -mindepth 1 \\( -path ./proc -o -path ./dev -o -path ./tmp -o -path ./run -o -path ./sys -o -path ./home"
                    + " -o -path ./var/tmp -o -path ./etc/passwd -o -path ./etc/group -o -path ./etc/shadow"
                    + " -o -path ./etc/hosts -o -path ./etc/localtime \\) -prune -o ";

    @Test
    void everyFileHasTheContentOfTheArchive() {
        String hashes = SELECT + "-type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum";

        assertSameLines(hashes);
    }

    @Test
    void everyEntryHasTheTypeModeSizeAndTargetOfTheArchive() {
        String entries = SELECT + "-type d -printf '%p %y %m\\n' -o -printf '%p %y %m %n %s %l\\n' | LC_ALL=C sort";

        assertSameLines(entries);
    }

    @Test
    void everyFileHasTheTimeOfTheArchive() {
        assertSameLines(SELECT + "! -type d -printf '%p %T@\\n' | LC_ALL=C sort");
    }

    @Test
    void everyEntryHasItsOwner() {
        String owners = SELECT + "-printf '%p %U:%G\\n' | LC_ALL=C sort";
        List<String> guest = guest(owners);

        if (account == Account.ROOT) {
            assertThat(guest).isEqualTo(archive(owners));
        } else {
            String mine = " %d:%d".formatted(account.userId(), account.groupId());
            assertThat(guest).isNotEmpty().allSatisfy(line -> assertThat(line).endsWith(mine));
        }
    }

    private void assertSameLines(String script) {
        assertThat(guest(script)).isNotEmpty().isEqualTo(archive(script));
    }

    private List<String> guest(String script) {
        return image.with("HOME", "/root").guest("cd / && " + script).lines().toList();
    }

    private List<String> archive(String script) {
        Optional<Path> archive = Images.debianRoot();
        assumeThat(archive).as("app-runner.debian-root-tar").isPresent();
        Path folder = workspace.folder().resolve("extracted");
        try {
            Files.createDirectory(folder);
            Process tar = new ProcessBuilder(
                            "tar",
                            "-xpf",
                            archive.orElseThrow().toString(),
                            "-C",
                            folder.toString(),
                            "--numeric-owner",
                            "--delay-directory-restore")
                    .inheritIO()
                    .start();
            assertThat(tar.waitFor()).isZero();
            Process find = new ProcessBuilder("sh", "-c", script)
                    .directory(folder.toFile())
                    .start();
            List<String> lines = find.inputReader().lines().toList();
            assertThat(find.waitFor()).isZero();
            return lines;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
