// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.db.Desktop;
import io.apprunner.error.AppRunnerException;
import io.apprunner.text.RawPath;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DesktopFilesTest {
    private static Desktop desktop(String name, String... categories) {
        return new Desktop(name, new TreeSet<>(Set.of(categories)), Set.of());
    }

    @Test
    void theEntryHasTheBytesOfFlatImage() {
        assertThat(DesktopFiles.entry(desktop("My App", "System", "Network"), Path.of("/a/my.flatimage")))
                .isEqualTo(
                        "[Desktop Entry]\nName=My App\nType=Application\n"
                                + "Comment=FlatImage distribution of \"My App\"\nExec=\"/a/my.flatimage\" %F\n"
                                + "Icon=flatimage_My App\nMimeType=application/flatimage_My^20App;\nCategories=Network;System;");
        assertThat(DesktopFiles.entry(desktop("A"), Path.of("/a"))).endsWith("\nCategories=");
    }

    @Test
    void theTypesHaveTheBytesOfFlatImage() {
        String head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<mime-info xmlns=\"http://www.freedesktop.org/standards/shared-mime-info\">\n";
        assertThat(DesktopFiles.type(desktop("My App"), Path.of("/a/my.flatimage")))
                .isEqualTo(head
                        + "  <mime-type type=\"application/flatimage_My^20App\">\n"
                        + "    <comment>FlatImage Application</comment>\n"
                        + "    <glob weight=\"100\" pattern=\"my.flatimage\"/>\n"
                        + "    <sub-class-of type=\"application/x-executable\"/>\n"
                        + "    <generic-icon name=\"application-flatimage\"/>\n"
                        + "  </mime-type>\n</mime-info>");
        assertThat(DesktopFiles.genericType())
                .isEqualTo(head
                        + "  <mime-type type=\"application/flatimage\">\n"
                        + "    <comment>FlatImage Application</comment>\n"
                        + "    <magic>\n"
                        + "      <match value=\"ELF\" type=\"string\" offset=\"1\">\n"
                        + "        <match value=\"0x46\" type=\"byte\" offset=\"8\">\n"
                        + "          <match value=\"0x49\" type=\"byte\" offset=\"9\">\n"
                        + "            <match value=\"0x01\" type=\"byte\" offset=\"10\"/>\n"
                        + "          </match>\n        </match>\n      </match>\n    </magic>\n"
                        + "    <glob weight=\"50\" pattern=\"*.flatimage\"/>\n"
                        + "    <sub-class-of type=\"application/x-executable\"/>\n"
                        + "    <generic-icon name=\"application-flatimage\"/>\n"
                        + "  </mime-type>\n</mime-info>\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                "/a b/c;Exec=\"/a b/c\" %F",
                "/100%;Exec=\"/100%%\" %F",
                "/a\"b;Exec=\"/a\\\\\"b\" %F",
                "/a$b;Exec=\"/a\\\\$b\" %F",
                "/a`b;Exec=\"/a\\\\`b\" %F",
                "/a\\b;Exec=\"/a\\\\\\\\b\" %F",
                "/ü'é;Exec=\"/ü'é\" %F",
            })
    void pathsAreQuotedForTheCommandLine(String path, String line) {
        assertThat(DesktopFiles.entry(desktop("A"), Path.of(path)).lines()).contains(line);
    }

    @Test
    void textsCannotBreakOutOfTheirPlace() {
        Desktop evil = desktop(" a;b\\n\"]]><x>&", "x\\y");
        String entry = DesktopFiles.entry(evil, Path.of("/i"));
        assertThat(entry.lines()).hasSize(8);
        assertThat(entry)
                .contains(
                        "Name=\\sa;b\\\\n\"]]><x>&\n",
                        "MimeType=application/flatimage_^20a^3bb^5cn^22^5d^5d^3e^3cx^3e^26;\n",
                        "Categories=x\\\\y;");
        assertThat(DesktopFiles.type(desktop("A"), Path.of("/x/\"><a&b*?[c].img")))
                .contains("pattern=\"&quot;&gt;&lt;a&amp;b\\*\\?\\[c].img\"/>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"App", "My App", "B\u00fcro", "a/b", "^", "\ud83d\ude00", "x.y+z-1_2"})
    void theMediaTypeOfAnyNameIsOneByRfc6838(String name) {
        for (String one : List.of(name, name.repeat(40))) {
            assertThat(Texts.type(one)).matches("application/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}");
        }
        assertThat(Texts.typeIcon("My App")).isEqualTo("application-flatimage_My^20App");
        assertThat(Texts.type("x".repeat(128))).isNotEqualTo(Texts.type("x".repeat(127) + "y"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a\nExec=b", "/a\tb", "/a\u0001", "/a\udce9"})
    void pathsThatAreNoLinesAreRefused(String path) {
        assertThatThrownBy(() -> DesktopFiles.entry(desktop("A"), RawPath.of(path)))
                .isInstanceOf(AppRunnerException.class);
        assertThatThrownBy(() -> DesktopFiles.type(desktop("A"), RawPath.of(path)))
                .isInstanceOf(AppRunnerException.class);
    }
}
