// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.dwarfs.Bytes;
import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.dwarfs.check.Checkup;
import io.apprunner.dwarfs.container.ImageFile;
import io.apprunner.dwarfs.format.Column;
import io.apprunner.dwarfs.format.FrozenField.OptionalField;
import io.apprunner.dwarfs.format.FrozenView;
import io.apprunner.dwarfs.format.FrozenView.FrozenList;
import io.apprunner.dwarfs.format.MetadataField;
import io.apprunner.dwarfs.format.MetadataField.DirectoryField;
import io.apprunner.dwarfs.format.MetadataField.EntryField;
import io.apprunner.dwarfs.format.MetadataField.InodeField;
import io.apprunner.dwarfs.format.Place;
import io.apprunner.dwarfs.format.Schema;
import io.apprunner.dwarfs.format.ThriftReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What other readers of the format rely on, which ours does not look at: checked from the format's page alone, on the
 * bytes of an image of everything that an ordinary user can make.
 */
class ReferenceRulesTest {
    private static final Place PLACE = new Place("image", 0);

    private static final String TREE = """
            mkdir -p a/b/c empty z; echo text > a/file; echo text > a/b/same; cp a/file z/same; : > nothing; : > z/void
            ln a/file z/hard; ln a/file hard; ln z/same a/b/c/hard; head -c 200000 /dev/urandom > large; ln large z/large
            ln -s a/file link; ln -P link z/link; ln -P link a/b/link; ln -s a/file twin
            mkfifo pipe; ln pipe z/pipe; ln pipe a/pipe
            """;

    private record Section(int number, int type, int compression, byte[] payload) {}

    @TempDir
    Path folder;

    private Path image = Path.of("image");
    private List<Section> sections = List.of();
    private FrozenView metadata = FrozenView.root(emptySchema(), new byte[8], PLACE);
    private long[] names = new long[0];

    private static Schema emptySchema() {
        // One layout of a byte without fields, which is the root.
        byte[] schema = {0x11, 0x1B, 1, 0x4C, 0, 0x15, 2, 0x14, 0, 0x1B, 0, 0x18, 0, 0, 0x14, 0, 0x15, 2, 0};
        return Schema.parse(schema, PLACE);
    }

    @BeforeEach
    void writeAndTakeApart() throws Exception {
        Path tree = Files.createDirectory(folder.resolve("tree"));
        Process shell = new ProcessBuilder("sh", "-euc", TREE)
                .directory(tree.toFile())
                .inheritIO()
                .start();
        assertThat(shell.waitFor()).isZero();
        image = folder.resolve("image");
        WriterOptions options = WriterOptions.level(1)
                .withBlockBits(14)
                .withStartBlockBits(12)
                .withHistory("app-runner v1", List.of("create"));
        new DwarfsWriter(options, ProgressListener.NONE).write(tree, image);
        sections = sections(Files.readAllBytes(image));
        metadata = FrozenView.root(Schema.parse(payload(7), PLACE), payload(8), PLACE);
        names = new long[inodes().count()];
        for (int entry = 0; entry < entryInodes().count(); entry++) {
            names[entryInodes().getInt(entry)]++;
        }
    }

    private static List<Section> sections(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<Section> found = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int from = at + Bytes.HEADER;
            int end = from + (int) buffer.getLong(at + 56);
            found.add(new Section(
                    buffer.getInt(at + 48),
                    buffer.getShort(at + 52),
                    buffer.getShort(at + 54),
                    Arrays.copyOfRange(bytes, from, end)));
            at = end;
        }
        return found;
    }

    private byte[] payload(int type) {
        Section section = sections.stream()
                .filter(candidate -> candidate.type() == type)
                .findFirst()
                .orElseThrow();
        assertThat(section.compression()).isZero();
        return section.payload();
    }

    private FrozenList inodes() {
        return metadata.list(MetadataField.INODES);
    }

    private FrozenList optional(MetadataField field) {
        return Objects.requireNonNull(metadata.optional(field)).list(OptionalField.VALUE);
    }

    private Column entryInodes() {
        return optional(MetadataField.DIR_ENTRIES).field(EntryField.INODE_NUM, 32);
    }

    /** The type bits of an inode's mode. */
    private long type(int inode) {
        Column modes = metadata.list(MetadataField.MODES).integers(32);
        return modes.get(inodes().field(InodeField.MODE_INDEX, 32).getInt(inode)) & 0170000;
    }

    private int count(long type) {
        int count = 0;
        for (int inode = 0; inode < names.length; inode++) {
            count += type(inode) == type ? 1 : 0;
        }
        return count;
    }

    @Test
    void theSectionsAreNumberedAndInTheirOrder() {
        for (int i = 0; i < sections.size(); i++) {
            assertThat(sections.get(i).number()).isEqualTo(i);
        }
        List<Integer> types = sections.stream().map(Section::type).toList();
        int blocks = types.size() - 4;
        assertThat(types.subList(0, blocks)).containsOnly(0);
        assertThat(types.subList(blocks, types.size())).containsExactly(7, 8, 10, 9);
    }

    @Test
    void allChecksumsAreRight() throws IOException {
        try (FileChannel channel = FileChannel.open(image);
                BlockCache cache = new BlockCache(1 << 20)) {
            assertThat(Checkup.of(ImageFile.of(channel, "image"), cache).faults())
                    .isEmpty();
        }
    }

    @Test
    void entriesLessInodesPlusFilesAreTheNamesOfFiles() {
        long namesOfFiles = 0;
        for (int inode = 0; inode < names.length; inode++) {
            assertThat(names[inode]).isPositive();
            if (type(inode) == 0100000) {
                namesOfFiles += names[inode];
            } else {
                assertThat(names[inode]).as("names of inode %d", inode).isEqualTo(1);
            }
        }
        assertThat(entryInodes().count() - names.length + count(0100000)).isEqualTo((int) namesOfFiles);
        assertThat(count(0120000)).isEqualTo(4);
        assertThat(count(0010000)).isEqualTo(3);
        assertThat(count(0100000)).isEqualTo(6);
    }

    @Test
    void inodesTellTheNumberOfTheirNames() {
        Column further = inodes().field(InodeField.NLINK_MINUS_ONE, 32);
        for (int inode = 0; inode < names.length; inode++) {
            if (type(inode) != 0040000) {
                assertThat(further.get(inode) + 1).isEqualTo(names[inode]);
            }
        }
    }

    @Test
    void eachTableHasOneValueForEachInodeOfItsKindAndLeavesNothingOut() {
        int directories = count(0040000);
        int files = count(0100000);
        Column shared = optional(MetadataField.SHARED_FILES_TABLE).integers(32);
        Map<Long, Integer> groups = new HashMap<>();
        for (int i = 0; i < shared.count(); i++) {
            groups.merge(shared.get(i), 1, Integer::sum);
            assertThat(shared.get(i)).isBetween(i == 0 ? 0 : shared.get(i - 1), (long) groups.size() - 1);
        }
        assertThat(groups.values()).isNotEmpty().allMatch(size -> size >= 2);
        Column chunkTable = metadata.list(MetadataField.CHUNK_TABLE).integers(32);
        assertThat(chunkTable.count()).isEqualTo(files - shared.count() + groups.size() + 1);
        assertThat(chunkTable.get(0)).isZero();
        assertThat(chunkTable.getInt(chunkTable.count() - 1))
                .isEqualTo(metadata.list(MetadataField.CHUNKS).count());
        assertThat(metadata.list(MetadataField.SYMLINK_TABLE).count()).isEqualTo(count(0120000));
        assertThat(metadata.list(MetadataField.DIRECTORIES).count()).isEqualTo(directories + 1);
        for (MetadataField table : List.of(MetadataField.UIDS, MetadataField.GIDS, MetadataField.MODES)) {
            assertThat(metadata.list(table).count()).isPositive();
        }
    }

    @Test
    void directoriesKnowTheirOwnAndTheirParentsEntry() {
        FrozenList directories = metadata.list(MetadataField.DIRECTORIES);
        Column first = directories.field(DirectoryField.FIRST_ENTRY, 32);
        Column parent = directories.field(DirectoryField.PARENT_ENTRY, 32);
        Column self = directories.field(DirectoryField.SELF_ENTRY, 32);
        int last = directories.count() - 1;
        assertThat(first.get(0)).isEqualTo(1);
        assertThat(first.getInt(last)).isEqualTo(entryInodes().count());
        for (int directory = 0; directory < last; directory++) {
            assertThat(entryInodes().getInt(self.getInt(directory))).isEqualTo(directory);
            int holder = entryInodes().getInt(parent.getInt(directory));
            if (directory > 0) {
                assertThat(self.get(directory)).isBetween(first.get(holder), first.get(holder + 1) - 1);
            }
        }
    }

    @Test
    void theSizesAreThoseOfTheFilesAndTargets() {
        // text three times, of which one has three names and one two; large; four targets.
        long text = 5;
        long large = 200_000;
        assertThat(metadata.integer(MetadataField.TOTAL_FS_SIZE, 64)).isEqualTo(3 * text + large + 4 * 6);
        assertThat(metadata.optionalInteger(MetadataField.TOTAL_HARDLINK_SIZE, 64, -1))
                .isEqualTo(3 * text + large);
        assertThat(metadata.optionalInteger(MetadataField.PREFERRED_PATH_SEPARATOR, 32, -1))
                .isEqualTo('/');
        assertThat(payload(8)).endsWith(new byte[8]);
    }

    @Test
    void theVersionInTheHistoryIsARelease() {
        // A version that is none must name its branch, and each has a description.
        ThriftReader in = new ThriftReader(payload(10), PLACE);
        enter(in, 1);
        assertThat(in.readListHead(ThriftReader.STRUCT)).isEqualTo(1);
        enter(in, 1);
        Map<Integer, Object> version = new HashMap<>();
        int id = 0;
        while (in.nextField(id)) {
            id = in.fieldId();
            version.put(
                    id,
                    switch (in.fieldType()) {
                        case ThriftReader.TRUE -> true;
                        case ThriftReader.BINARY -> in.readString();
                        default -> throw new AssertionError("field " + id);
                    });
        }
        assertThat(version).containsOnly(Map.entry(4, true), Map.entry(7, "app-runner v1"));
    }

    private static void enter(ThriftReader in, int field) {
        assertThat(in.nextField(0)).isTrue();
        assertThat(in.fieldId()).isEqualTo(field);
    }
}
