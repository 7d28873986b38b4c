// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.tree;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.apprunner.dwarfs.Mtree;
import io.apprunner.dwarfs.Vectors;
import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.dwarfs.metadata.Metadata;
import io.apprunner.dwarfs.write.DwarfsWriter;
import io.apprunner.dwarfs.write.ProgressListener;
import io.apprunner.dwarfs.write.WriterOptions;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
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

    private final List<String> failures = new ArrayList<>();

    private Extractor.Report extract(Path image, Path to) {
        return extract(image, target(to), false);
    }

    private Extractor.Report extract(Path image, ExtractionTarget target, boolean stops) {
        ExtractionOptions options =
                new ExtractionOptions(true, stops, (path, reason) -> failures.add(path + ": " + reason.getMessage()));
        return Vectors.with(image, open -> {
            try (BlockCache cache = new BlockCache(32L << 20)) {
                return new Extractor(open, cache, target, options).extract();
            }
        });
    }

    private static PathTarget target(Path to) {
        return new PathTarget(to, "root".equals(System.getProperty("user.name")));
    }

    @Test
    void what_cannot_be_read_is_told_and_left_out_and_all_else_is_extracted() throws Exception {
        Path to = folder.resolve("flac");
        Path vectors = Path.of("src/test/resources/dwarfs/more");
        Extractor.Report report = extract(vectors.resolve("tree-flac.dwarfs"), to);
        Map<String, String> expected = comparable(Mtree.parse(vectors.resolve("tree-flac.mtree")));
        assertThat(expected.remove("./tone.wav")).isNotNull();
        assertThat(tree(to)).containsExactlyEntriesOf(expected);
        assertThat(report.failed()).isEqualTo(1);
        assertThat(failures).singleElement().asString().startsWith("tone.wav: ").contains("flac");
    }

    /** The only block with data of the tree is damaged: what needs no data is there, with its modes and times. */
    @Test
    void the_names_of_a_file_that_fails_are_told_and_directories_get_their_modes() throws Exception {
        byte[] image = Files.readAllBytes(Vectors.own("tree-default.dwarfs"));
        image[500] ^= 1;
        Path damaged = Files.write(folder.resolve("damaged"), image);
        Path to = folder.resolve("out");
        Extractor.Report report = extract(damaged, target(to), false);
        Map<String, String> expected = comparable(Mtree.parse(Vectors.own("tree.mtree")));
        for (String failure : failures) {
            String path = "./" + failure.substring(0, failure.indexOf(": "));
            assertThat(expected.remove(new String(path.getBytes(UTF_8), ISO_8859_1)))
                    .as(path)
                    .contains("type=file");
        }
        // One of several names may be missing.
        assertThat(links(tree(to))).containsExactlyEntriesOf(links(expected));
        assertThat(report.failed()).isEqualTo(failures.size()).isPositive();
    }

    private static Map<String, String> links(Map<String, String> tree) {
        tree.replaceAll((path, line) -> line.replaceAll("nlink=\\d+", ""));
        return tree;
    }

    @Test
    void extraction_ends_at_the_first_failure_when_it_is_asked_to() throws IOException {
        byte[] image = Files.readAllBytes(Vectors.own("tree-default.dwarfs"));
        image[500] ^= 1;
        Path damaged = Files.write(folder.resolve("damaged"), image);
        Path to = folder.resolve("out");
        assertThat(extract(damaged, target(to), true).failed()).isEqualTo(1);
        assertThat(failures).hasSize(1);
        assertThat(Files.getPosixFilePermissions(to)).contains(PosixFilePermission.GROUP_EXECUTE);
    }

    @Test
    void where_there_are_no_hard_links_there_are_copies() throws Exception {
        Path to = folder.resolve("copies");
        Path image = Vectors.own("tree-default.dwarfs");
        Extractor.Report report = extract(image, new Linkless(target(to)), false);
        Map<String, String> expected = comparable(Mtree.parse(Vectors.own("tree.mtree")));
        assertThat(links(tree(to))).containsExactlyEntriesOf(links(expected));
        assertThat(report.copied()).isPositive();
        assertThat(failures).isEmpty();
    }

    /** A file system without hard links. */
    private record Linkless(ExtractionTarget files) implements ExtractionTarget {
        @Override
        public void makeDirectory(byte[] path) {
            files.makeDirectory(path);
        }

        @Override
        public FileChannel makeFile(byte[] path) {
            return files.makeFile(path);
        }

        @Override
        public void removeFile(byte[] path) {
            files.removeFile(path);
        }

        @Override
        public boolean makeHardLink(byte[] path, byte[] existing) {
            return false;
        }

        @Override
        public void makeLink(byte[] path, byte[] target) {
            files.makeLink(path, target);
        }

        @Override
        public boolean makeSpecial(byte[] path, int mode, long device) {
            return files.makeSpecial(path, mode, device);
        }

        @Override
        public void setAttributes(byte[] path, Metadata metadata, int inode, int permissions) {
            files.setAttributes(path, metadata, inode, permissions);
        }
    }

    @Test
    void runs_of_zeros_become_holes() throws IOException {
        byte[] content = new byte[5 << 20];
        Arrays.fill(content, 0, 1000, (byte) 1);
        Arrays.fill(content, 1000 + (2 << 20), 1000 + (2 << 20) + 5, (byte) 2);
        Path tree = Files.createDirectory(folder.resolve("tree"));
        Files.write(tree.resolve("file"), content);
        Files.write(tree.resolve("zeros"), new byte[3 << 20]);
        Files.write(tree.resolve("few"), new byte[1 << 16]);
        Path layer = folder.resolve("layer");
        new DwarfsWriter(WriterOptions.level(1).withBlockBits(20), ProgressListener.NONE).write(tree, layer);
        Path to = folder.resolve("out");
        extract(layer, to);
        for (String name : new String[] {"file", "zeros", "few"}) {
            assertThat(to.resolve(name)).hasSameBinaryContentAs(tree.resolve(name));
        }
        assumeTrue(blocks(sparse(folder.resolve("sparse"))) < 100, "the file system has no holes");
        assertThat(blocks(to.resolve("file"))).isLessThan(100);
        assertThat(blocks(to.resolve("zeros"))).isLessThan(100);
    }

    private static Path sparse(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1), 1 << 20);
        }
        return file;
    }

    /** Of 512 bytes; Java does not tell them. */
    private static long blocks(Path file) throws IOException {
        Process stat = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
        return Long.parseLong(new String(stat.getInputStream().readAllBytes(), UTF_8).trim());
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
