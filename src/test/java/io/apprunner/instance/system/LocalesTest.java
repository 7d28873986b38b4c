// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.filesystems.tree.FolderNode;
import io.apprunner.filesystems.tree.GuestTree;
import io.apprunner.posix.Posix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalesTest {
    @TempDir
    Path folder;

    private Path locales = Path.of("/");

    @BeforeEach
    void make() throws IOException {
        locales = Files.createDirectories(folder.resolve("usr/lib/locale"));
    }

    private List<String> only(List<String> names, String... environment) {
        return new Locales(new GuestTree(List.of(FolderNode.root(Posix.get(), folder))))
                .only(List.of(environment), names);
    }

    @Test
    void whatTheGuestHasStays() throws IOException {
        Files.createDirectory(locales.resolve("de_DE.utf8"));
        List<String> names = List.of("LANG", "LC_TIME", "LC_ALL");
        assertThat(only(names, "LANG=de_DE.UTF-8", "LC_TIME=C", "LC_ALL=POSIX"))
                .containsExactly("LANG=de_DE.UTF-8", "LC_TIME=C", "LC_ALL=POSIX");
        assertThat(only(names, "LANG=C.UTF-8")).containsExactly("LANG=C.UTF-8");
    }

    @Test
    void whatItLacksGivesWayToTheLocaleThatIsEverywhere() {
        assertThat(only(List.of("LANG"), "A=b", "LANG=en_US.UTF-8")).containsExactly("A=b", "LANG=C.UTF-8");
        assertThat(only(List.of("LC_ALL", "LANG"), "LC_ALL=en_US.utf8", "LANG=C"))
                .containsExactly("LANG=C");
        assertThat(only(List.of("LANG"), "LANG=de_DE@euro")).isEmpty();
        assertThat(only(List.of("LANG"), "LANG=../../x.UTF-8")).containsExactly("LANG=C.UTF-8");
    }

    @Test
    void whatIsGivenByNameIsKept() {
        assertThat(only(List.of("TERM"), "LANG=en_US.UTF-8", "TERM=x")).containsExactly("LANG=en_US.UTF-8", "TERM=x");
    }

    @Test
    void anArchiveHasLocalesToo() throws IOException {
        byte[] names = "fr_FR\0fr_FR.utf8\0\0\0".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer archive = ByteBuffer.allocate(64 + names.length).order(ByteOrder.LITTLE_ENDIAN);
        archive.putInt(0, 0xde02_0109).putInt(20, 64).putInt(24, names.length).put(64, names);
        Files.write(locales.resolve("locale-archive"), archive.array());
        assertThat(only(List.of("LANG", "LC_TIME"), "LANG=fr_FR.UTF-8", "LC_TIME=fr_CA.UTF-8"))
                .containsExactly("LANG=fr_FR.UTF-8");
    }

    @Test
    void aDamagedArchiveHasNone() throws IOException {
        Files.write(locales.resolve("locale-archive"), new byte[] {9, 1, 2, (byte) 0xde});
        assertThat(only(List.of("LANG"), "LANG=fr_FR.UTF-8")).containsExactly("LANG=C.UTF-8");
    }
}
