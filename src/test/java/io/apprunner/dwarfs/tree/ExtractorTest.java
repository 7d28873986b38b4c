// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.tree;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.dwarfs.Mtree;
import io.apprunner.dwarfs.Vectors;
import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class ExtractorTest {
    @TempDir
    Path folder;

    private static Extractor.Report extract(Path image, Path to) {
        boolean isRoot = "root".equals(System.getProperty("user.name"));
        return Vectors.with(image, open -> {
            try (BlockCache cache = new BlockCache(32L << 20)) {
                return new Extractor(open, cache, new PathTarget(to, isRoot), true).extract();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> extracting_one_of_our_images_gives_exactly_its_tree() throws IOException {
        Map<String, String> expected = comparable(Mtree.parse(Vectors.own("tree.mtree")));
        return Vectors.ownImages().stream()
                .map(image -> DynamicTest.dynamicTest(image.getFileName().toString(), () -> {
                    Path to = folder.resolve(image.getFileName());
                    Extractor.Report report = extract(image, to);
                    assertThat(tree(to)).containsExactlyEntriesOf(expected);
                    assertThat(report.leftOut()).isEqualTo(2);
                    assertThat(report.entries()).isEqualTo(expected.size() + 1L);
                }));
    }

    @Test
    void reference_images_extract_to_their_trees() throws Exception {
        Path reference = Vectors.reference();
        for (String name : new String[] {"compat-v0.5.6", "compat-v0.7.5", "compat-v0.9.10", "data", "timestamps"}) {
            Path to = folder.resolve(name);
            extract(reference.resolve(name + ".dwarfs"), to);
            assertThat(tree(to)).containsExactlyEntriesOf(comparable(Mtree.parse(reference.resolve(name + ".mtree"))));
        }
    }

    @Test
    void extracting_into_a_directory_that_is_not_empty_is_refused() throws IOException {
        Files.writeString(folder.resolve("present"), "x");
        assertThatThrownBy(() -> extract(Vectors.own("tree-default.dwarfs"), folder))
                .isInstanceOfSatisfying(
                        AppRunnerException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IO))
                .hasMessageContaining("not empty");
    }

    /** What the Java file API can make and read: no special files, times of links in microseconds. */
    private static Map<String, String> comparable(Map<String, String> tree) {
        tree.values().removeIf(line -> line.contains("type=fifo") || line.contains("type=char"));
        tree.replaceAll((path, line) -> line.replaceAll("(time=\\d+)\\.\\d+", "$1"));
        if (!"root".equals(System.getProperty("user.name"))) {
            tree.replaceAll((path, line) -> line.replaceAll("gid=\\d+ |uid=\\d+", ""));
        }
        return tree;
    }

    private static Map<String, String> tree(Path root) throws Exception {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(path -> !path.equals(root)).toList()) {
                String path = "./" + root.relativize(file);
                tree.put(new String(path.getBytes(UTF_8), ISO_8859_1), line(file));
            }
        }
        return comparable(tree);
    }

    private static String line(Path file) throws Exception {
        Map<String, Object> attributes = Files.readAttributes(file, "unix:*", LinkOption.NOFOLLOW_LINKS);
        String mode =
                Integer.toOctalString((int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777);
        long time = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).to(TimeUnit.SECONDS);
        String owner = "gid=" + attributes.get("gid") + " ";
        String rest = " time=" + time + ".0 type=%s uid=" + attributes.get("uid");
        if (Files.isSymbolicLink(file)) {
            String link = new String(Files.readSymbolicLink(file).toString().getBytes(UTF_8), ISO_8859_1);
            return owner + "link=" + link + " mode=" + mode + " nlink=1" + rest.formatted("link");
        }
        if (Files.isDirectory(file)) {
            return owner + "mode=" + mode + rest.formatted("dir");
        }
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        return owner + "mode=" + mode + " nlink=" + attributes.get("nlink") + " sha256digest=" + hash + " size="
                + Files.size(file) + rest.formatted("file");
    }
}
