// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Executable;
import io.apprunner.it.support.ImageTest;
import io.apprunner.it.support.Images;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A day with an image, {@code everyday.sh}, has the same results in odd places as in a plain one. */
@Needs(Need.FUSE)
class EverydayTest extends ImageTest {
    private String script = "";

    @Override
    protected Path original() {
        return Images.busybox();
    }

    @BeforeEach
    void writeScript() throws IOException {
        try (InputStream text = Objects.requireNonNull(getClass().getResourceAsStream("/everyday.sh"))) {
            script = workspace
                    .write(
                            workspace.folder().resolve("everyday.sh"),
                            new String(text.readAllBytes(), StandardCharsets.UTF_8))
                    .toString();
        }
    }

    @Test
    void aDayIsTheSameInAnyFolderWithLittleMemoryAFullTmpAndAnImageThatCannotBeChanged() {
        String plain = day(shell(), folder("plain"));
        assertThat(plain).contains("== fim-exec echo the end\nthe end\n-> 0").doesNotContain("internal error");

        assertThat(day(shell(), folder("caf\\351"))).as("a name in Latin-1").isEqualTo(plain);
        assertThat(day(shell(), folder("two\\nlines")))
                .as("a name with a line feed")
                .isEqualTo(plain);
        assertThat(day(shell(), folder("small") + "; ulimit -v 2000000"))
                .as("two gigabytes of addresses")
                .isEqualTo(plain);
        if (Need.ROOT.isMet()) {
            assertThat(day(shell().withFullTmp(), folder("full")))
                    .as("a full /tmp")
                    .isEqualTo(plain);
            assertThat(dayOfAReadOnlyImage()).as("a read-only mount").isEqualTo(plain);
        }
    }

    private String dayOfAReadOnlyImage() {
        Path closed = workspace.makeFolder(workspace.folder().resolve("closed"));
        workspace.link(workspace.image(), closed.resolve("image"));
        return day(shell().withReadOnly(closed), "mkdir work; cd work; image=" + closed + "/image");
    }

    private Executable shell() {
        return workspace.program(Path.of("/bin/bash")).patient(Duration.ofMinutes(5));
    }

    /**
     * Shell commands that put the image in a folder of its own and go to an empty one beside it.
     *
     * @param name of the folder, as printf takes it
     */
    private static String folder(String name) {
        return "d=$PWD/$(printf '" + name
                + "'); mkdir \"$d\" \"$d/work\"; ln \"$image\" \"$d/image\" || cp \"$image\" \"$d\"; "
                + "image=$d/image; cd \"$d/work\"";
    }

    /** What a day prints, after these shell commands. */
    private String day(Executable shell, String place) {
        return shell.run(
                        "-euc",
                        "image=$2; " + place + "; exec bash \"$1\" \"$image\"",
                        "bash",
                        script,
                        workspace.image().toString())
                .stdout();
    }
}
