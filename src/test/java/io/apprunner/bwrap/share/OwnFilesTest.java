// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.share;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.bwrap.share.Mount.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnFilesTest {
    @TempDir
    Path folder;

    private Path image;
    private Path data;

    @BeforeEach
    void makeFiles() throws IOException {
        Path place = Files.createDirectories(folder.toRealPath().resolve("home/apps"));
        image = Files.createFile(place.resolve("image"));
        data = Files.createDirectory(place.resolve(".image.data"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("home"));
    }

    private List<Mount> guarded(Access access, Path source, String target) {
        return OwnFiles.of(image, data).guard(List.of(new Mount(access, source.toString(), target)));
    }

    private static List<Mount> empty(String target) {
        return List.of(Mount.of(Access.EMPTY, target), Mount.of(Access.SEALED, target));
    }

    @Test
    void aShareThatHasThemInItShowsTheImageReadOnlyAndNoDataDir() {
        for (Path source : List.of(folder.resolve("home"), folder.resolve("link"))) {
            List<Mount> expected = new ArrayList<>(List.of(
                    new Mount(Access.WRITE, source.toString(), "/h/"),
                    new Mount(Access.READ, image.toString(), "/h/apps/image")));
            expected.addAll(empty("/h/apps/.image.data"));
            assertThat(guarded(Access.WRITE, source, "/h/")).isEqualTo(expected);
        }
    }

    @Test
    void whatIsReadOnlyHidesTheDataDirOnly() {
        List<Mount> expected = new ArrayList<>(List.of(new Mount(Access.READ, folder + "/home", "/h")));
        expected.addAll(empty("/h/apps/.image.data"));
        assertThat(guarded(Access.READ, folder.resolve("home"), "/h")).isEqualTo(expected);
    }

    @Test
    void theImageItselfIsSharedReadOnlyAndTheDataDirNotAtAll() {
        assertThat(guarded(Access.DEVICE, image, "/i")).containsExactly(new Mount(Access.READ, image.toString(), "/i"));
        assertThat(guarded(Access.WRITE, data, "/d")).isEqualTo(empty("/d"));
    }

    @Test
    void othersAreAsTheyWere() {
        assertThat(guarded(Access.WRITE, folder.resolve("other"), "/o")).hasSize(1);
        assertThat(guarded(Access.EMPTY, folder.resolve("home"), "/h")).hasSize(1);
    }

    @Test
    void aShareThatCannotBeReachedIsLeftOutAndTold() throws IOException {
        List<String> told = new ArrayList<>();
        Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
        Path file = Files.createFile(folder.resolve("file"));
        List<Mount> mounts = List.of(
                Mount.of(Access.READ, folder + "/missing"),
                Mount.of(Access.READ, folder + "/loop"),
                Mount.of(Access.EMPTY, "/missing"),
                Mount.of(Access.WRITE, file.toString()));
        assertThat(new Reach(told::add).of(mounts)).isEqualTo(mounts.subList(2, 4));
        assertThat(told).singleElement().asString().contains("/loop' is not shared");
    }
}
