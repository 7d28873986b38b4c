// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs;

import static io.apprunner.dwarfs.FrozenImage.flag;
import static io.apprunner.dwarfs.FrozenImage.numbers;
import static io.apprunner.dwarfs.FrozenImage.some;
import static io.apprunner.dwarfs.FrozenImage.struct;
import static io.apprunner.dwarfs.FrozenImage.u32;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables of offsets: what they describe is all that there is, without gap or overlap. */
class TablesTest extends HandmadeTree {
    /** Bytes of the items of a list of four strings, each with a distance and a length of 32 bits. */
    private static final int ITEMS = 32;

    @BeforeEach
    void makeTree() {
        chunk(0, 0, 4);
        chunk(0, 4, 4);
        twoFiles(1);
    }

    /** The names as a list whose strings stand behind it, in the text of another field that is written next. */
    private void names(int... startsAndLengths) {
        List<Object> items = new java.util.ArrayList<>();
        for (int i = 0; i < startsAndLengths.length; i += 2) {
            items.add(struct(1, u32(startsAndLengths[i] + ITEMS), 2, u32(startsAndLengths[i + 1])));
        }
        metadata.put(10, items);
        metadata.put(11, List.of());
        // Data are written in the order of the fields: this one, in truth a number, is the next that has any.
        metadata.put(16, "abcdef");
    }

    private String[] namesOfRoot() {
        return open(image -> {
            String[] found = new String[2];
            byte[] name = new byte[255];
            for (int i = 0; i < 2; i++) {
                found[i] = new String(name, 0, image.metadata().entryName(1 + i, name, 0), UTF_8);
            }
            return found;
        });
    }

    @Test
    void strings_of_a_plain_list_follow_each_other() {
        names(0, 0, 0, 1, 1, 2, 3, 1);
        assertThat(namesOfRoot()).containsExactly("a", "bc");
    }

    @Test
    void a_string_without_bytes_may_be_anywhere() {
        names(5, 0, 0, 1, 1, 2, 3, 1);
        assertThat(namesOfRoot()).containsExactly("a", "bc");
    }

    @Test
    void a_plain_list_with_a_gap_or_an_overlap_is_refused() {
        names(0, 0, 0, 1, 2, 1, 3, 1);
        refused("strings that follow each other");
        names(0, 0, 0, 2, 1, 2, 3, 1);
        refused("strings that follow each other");
        names(0, 0, 2, 1, 3, 1, 0, 1);
        refused("strings that follow each other");
    }

    @Test
    void a_compact_table_covers_its_buffer() {
        compact(false, 0, 0, 1, 3, 4);
        assertThat(namesOfRoot()).containsExactly("a", "bc");
        compact(false, 0, 0, 1, 3, 3);
        refused("offsets from 0 to 4");
        compact(false, 1, 1, 2, 3, 4);
        refused("offsets from 0 to 4");
        compact(true, 0, 1, 2, 1);
        assertThat(namesOfRoot()).containsExactly("a", "bc");
        compact(true, 0, 1, 1, 1);
        refused("offsets from 0 to 4");
    }

    private void compact(boolean isPacked, long... index) {
        metadata.put(24, some(struct(1, "abcd", 3, numbers(index), 4, flag(isPacked))));
    }

    @Test
    void a_chunk_table_leaves_no_chunk_out() {
        metadata.put(4, numbers(1, 1, 2));
        refused("a chunk table that begins at 0");
        metadata.put(4, numbers(0, 1, 1));
        refused("a chunk table that ends at 2");
        metadata.put(4, numbers(0, 2, 2));
        long size = open(image -> image.metadata().size(1));
        assertThat(size).isEqualTo(8);
    }
}
