// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeZoneTest {
    @TempDir
    Path folder;

    @Test
    void theLinkTellsTheName() throws IOException {
        assertThat(linked("../usr/share/zoneinfo/Europe/Berlin")).contains("Europe/Berlin");
        assertThat(linked("/usr/share/zoneinfo/Etc/GMT+3")).contains("Etc/GMT+3");
        assertThat(linked("/nix/store/x/share/zoneinfo/UTC")).contains("UTC");
    }

    @Test
    void otherLinksTellNone() throws IOException {
        assertThat(linked("/usr/share/zoneinfo/../../etc/passwd")).isEmpty();
        assertThat(linked("/usr/share/zoneinfo/")).isEmpty();
        assertThat(linked("/etc/other")).isEmpty();
        assertThat(new TimeZone(folder.resolve("missing")).name()).isEmpty();
    }

    @Test
    void aFileHasTheRules() throws IOException {
        byte[] rules = {'T', 'Z', 'i', 'f', '2', 0};
        Path file = Files.write(folder.resolve("rules"), rules);
        assertThat(new TimeZone(file).name()).isEmpty();
        assertThat(new TimeZone(file).rules()).contains(rules);
        assertThat(new TimeZone(Files.writeString(folder.resolve("text"), "secret")).rules())
                .isEmpty();
        assertThat(new TimeZone(folder.resolve("missing")).rules()).isEmpty();
        assertThat(new TimeZone(folder).rules()).isEmpty();
    }

    private Optional<String> linked(String target) throws IOException {
        Path link = folder.resolve("localtime");
        Files.deleteIfExists(link);
        return new TimeZone(Files.createSymbolicLink(link, Path.of(target))).name();
    }
}
