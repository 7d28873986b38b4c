// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.dwarfs.container.HistoryEntry;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class VectorTest {
    @TestFactory
    Stream<DynamicTest> each_of_our_images_holds_exactly_the_tree() throws IOException {
        Map<String, String> expected = Mtree.parse(Vectors.own("tree.mtree"));
        return Vectors.ownImages().stream()
                .map(image -> DynamicTest.dynamicTest(image.getFileName().toString(), () -> {
                    Map<String, String> found = Vectors.with(image, Mtree::of);
                    if (image.toString().contains("alltimes")) {
                        // The listing keeps whole seconds.
                        found.replaceAll((path, line) -> line.replaceAll("(time=\\d+)\\.\\d+", "$1.0"));
                    }
                    assertThat(found).containsExactlyEntriesOf(expected);
                }));
    }

    @Test
    void files_before_1970_and_of_the_year_2400_have_their_times() throws IOException {
        assertThat(Vectors.with(Vectors.more("tree-times-far.dwarfs"), Mtree::of))
                .containsExactlyEntriesOf(Mtree.parse(Vectors.more("tree-times-far.mtree")));
    }

    @TestFactory
    Stream<DynamicTest> each_reference_image_holds_exactly_its_tree() {
        Path folder = Vectors.reference();
        return Stream.of("compat-v0.5.6", "compat-v0.7.5", "compat-v0.9.10", "data", "timestamps")
                .map(name -> DynamicTest.dynamicTest(
                        name,
                        () -> assertThat(Vectors.with(folder.resolve(name + ".dwarfs"), Mtree::of))
                                .containsExactlyEntriesOf(Mtree.parse(folder.resolve(name + ".mtree")))));
    }

    @Test
    void an_image_with_an_unknown_feature_is_refused_by_its_name() {
        Path image = Vectors.reference().resolve("future-features.dwarfs");
        assertThatThrownBy(() -> Vectors.with(image, Mtree::of))
                .isInstanceOfSatisfying(
                        AppRunnerException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED))
                .hasMessageContaining("feature \"");
    }

    @Test
    void all_corrupt_reference_images_are_refused_in_time() {
        List<Path> images = Vectors.images(Vectors.reference().resolve("bad"));
        assertThat(images).hasSize(161);
        for (Path image : images) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> Vectors.with(image, Mtree::of))
                    .as(image.toString())
                    .isInstanceOf(AppRunnerException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void an_image_tells_how_it_was_made() {
        Supplier<List<HistoryEntry>> history =
                () -> Vectors.with(Vectors.own("tree-default.dwarfs"), DwarfsImage::history);
        assertThat(history.get()).hasSize(1);
        assertThat(history.get().getFirst().arguments()).isNotEmpty();
        assertThat(Vectors.<String>with(Vectors.own("tree-default.dwarfs"), DwarfsImage::writerVersion))
                .isNotEmpty();
    }
}
