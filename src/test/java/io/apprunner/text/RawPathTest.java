// SPDX-License-Identifier: Apache-2.0
package io.apprunner.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawPathTest {
    private static final String LATIN = "caf\udce9";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "/",
                "a/b",
                "/a b/%41+?#",
                "line\nend",
                "\u00e4/\u20ac",
                "/\ud83d\ude00",
                LATIN,
                "/x/" + LATIN + "/y",
                "../" + LATIN
            })
    void aTextIsAPathAndThatTheTextAgain(String text) {
        Path path = RawPath.of(text);
        assertThat(RawPath.text(path)).isEqualTo(text);
        assertThat(RawPath.bytes(path)).isEqualTo(RawText.encode(text));
        assertThat(path.isAbsolute()).isEqualTo(text.startsWith("/"));
    }

    @Test
    void aFileOfSuchANameIsThatFile(@TempDir Path folder) throws IOException {
        Path inside = Files.createDirectory(RawPath.resolve(folder, LATIN));
        Files.writeString(RawPath.resolve(inside, "\udcff"), "x");
        try (var names = Files.newDirectoryStream(inside)) {
            Path found = names.iterator().next();
            assertThat(RawPath.name(found)).isEqualTo("\udcff");
            assertThat(RawPath.folder(found)).isEqualTo(RawPath.text(folder) + "/" + LATIN);
            assertThat(Files.readString(RawPath.of(RawPath.text(found)))).isEqualTo("x");
        }
        assertThat(RawPath.bytes(inside)).endsWith('f', 0xe9);
        assertThat(RawPath.resolveSibling(inside, "\udcfe").getParent()).isEqualTo(folder);
    }

    @Test
    void slashesThatMeanNothingAreDropped() {
        assertThat(RawPath.text(RawPath.of("//a//" + LATIN + "//"))).isEqualTo("/a/" + LATIN);
        assertThat(RawPath.text(RawPath.of(LATIN + "//b/"))).isEqualTo(LATIN + "/b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "\u00e4\0", "\udce9\0"})
    void noPathHasANul(String text) {
        assertThatThrownBy(() -> RawPath.of(text)).isInstanceOf(InvalidPathException.class);
    }

    @Test
    void inAFolderWhoseNameIsNotUtf8ARelativePathIsMadeAbsolute(@TempDir Path folder) throws Exception {
        Path inside = Files.createDirectory(RawPath.resolve(folder, LATIN));
        Files.writeString(inside.resolve("file"), "content");
        String main = "cd \"$0\"/caf*; exec \"$1\" -cp \"$2\" \"$3\"";
        Process java = new ProcessBuilder(
                        "bash",
                        "-c",
                        main,
                        RawPath.text(folder),
                        System.getProperty("java.home") + "/bin/java",
                        System.getProperty("java.class.path"),
                        Shown.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = RawText.decode(java.getInputStream().readAllBytes());
        assertThat(said).isEqualTo(RawPath.text(inside) + "/file content");
    }

    /** Reads a relative path in a process of its own. */
    public static final class Shown {
        private Shown() {}

        public static void main(String[] arguments) throws IOException {
            Path file = RawPath.of("file");
            System.out.write(RawText.encode(RawPath.text(file) + " " + Files.readString(file)));
            System.out.flush();
        }
    }
}
