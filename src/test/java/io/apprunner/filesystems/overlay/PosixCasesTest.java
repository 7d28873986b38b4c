// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.apprunner.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The table of POSIX cases holds on the host's file system, and on a union wherever things come from. */
@Timeout(120)
class PosixCasesTest {
    private static final int LEAST = 400;

    @TempDir
    private Path folder;

    private final List<PosixCase> cases = PosixCase.all();

    private static void run(List<PosixCase> cases, Function<String, Path> places, boolean isFromLayer) {
        List<String> wrong = cases.stream()
                .map(row -> row.run(places.apply(row.name()), isFromLayer))
                .filter(text -> !text.isEmpty())
                .toList();
        assertThat(wrong).isEmpty();
    }

    private void prepare(Path root) throws IOException {
        for (PosixCase row : cases) {
            row.prepare(Files.createDirectories(root.resolve(row.name())));
        }
    }

    @Test
    void thereAreMany() {
        assertThat(cases).hasSizeGreaterThanOrEqualTo(LEAST);
    }

    @Test
    void allHoldOnTheHost() throws IOException {
        assumeTrue(Posix.get().userId() == 0, "only root gives files away");
        prepare(folder);
        run(cases, folder::resolve, false);
    }

    @Test
    void allHoldForWhatIsMadeOnTheUnion(TestReporter reporter) throws IOException {
        assumeTrue(MountedUnion.isPossible(), "only root mounts a union");
        Path tree = Files.createDirectory(folder.resolve("tree"));
        try (MountedUnion union = new MountedUnion(Files.createDirectory(folder.resolve("union")), tree, false)) {
            prepare(union.root());
            run(cases, union.root()::resolve, false);
        }
        reporter.publishEntry("cases on the union", Integer.toString(cases.size()));
    }

    @Test
    void allHoldForWhatComesFromALayer(TestReporter reporter) throws IOException {
        assumeTrue(MountedUnion.isPossible(), "only root mounts a union");
        Path tree = Files.createDirectory(folder.resolve("tree"));
        prepare(tree);
        try (MountedUnion union = new MountedUnion(Files.createDirectory(folder.resolve("union")), tree, false)) {
            run(cases, union.root()::resolve, true);
        }
        reporter.publishEntry("cases on a layer", Integer.toString(cases.size()));
    }
}
