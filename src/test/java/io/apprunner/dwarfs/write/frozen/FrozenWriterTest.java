// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.frozen;

import static io.apprunner.dwarfs.write.frozen.Struct.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.dwarfs.format.FrozenField;
import io.apprunner.dwarfs.write.frozen.FrozenWriter.Frozen;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FrozenWriterTest {
    private record Named(int id, String name) implements FrozenField {}

    private record Pair(long a, long b) {}

    private record Root(long number, boolean flag, List<Pair> pairs, Optional<byte[]> text) {}

    private static final Struct<Pair> PAIR = Struct.of(
            field(new Named(1, "a"), Kind.UNSIGNED, Pair::a), field(new Named(2, "b"), Kind.UNSIGNED, Pair::b));

    private static final Struct<Root> ROOT = Struct.of(
            field(new Named(1, "number"), Kind.UNSIGNED, Root::number),
            field(new Named(2, "flag"), Kind.FLAG, Root::flag),
            field(new Named(5, "pairs"), Kind.list(PAIR), Root::pairs),
            field(new Named(6, "text"), Kind.optional(Kind.BYTES), Root::text));

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void emptyValuesTakeNoBitsAtAll() {
        Frozen frozen = FrozenWriter.freeze(ROOT, new Root(0, false, List.of(), Optional.empty()), 8);

        assertThat(frozen.data()).containsExactly(new byte[8]);
        assertThat(hex(frozen.schema())).isEqualTo("111b014c" + "00150014001b00180000" + "14001502" + "00");
    }

    @Test
    void valuesArePackedFromTheLowestBitUpwards() {
        // number: 3 bits; flag: 1 bit; distance 1: 1 bit; count 2: 2 bits; items of 2 + 3 bits.
        Root root = new Root(5, true, List.of(new Pair(1, 2), new Pair(3, 7)), Optional.empty());

        Frozen frozen = FrozenWriter.freeze(ROOT, root, 0);

        int head = 5 | 1 << 3 | 1 << 4 | 2 << 5;
        int items = 1 | 2 << 2 | 3 << 5 | 7 << 7;
        assertThat(hex(frozen.data())).isEqualTo(String.format("%02x%02x%02x", head, items & 0xFF, items >> 8));
    }

    @Test
    void theDistanceOfACollectionCountsFromTheStartOfTheRoot() {
        Frozen frozen = FrozenWriter.freeze(ROOT, new Root(0, false, List.of(), Optional.of(new byte[] {9, 8})), 0);

        // Set: 1 bit; distance 1: 1 bit; count 2: 2 bits.
        assertThat(hex(frozen.data())).isEqualTo(String.format("%02x", 1 | 1 << 1 | 2 << 2) + "0908");
    }

    @Test
    void negativeNumbersTakeSixtyFourBits() {
        Frozen frozen = FrozenWriter.freeze(ROOT, new Root(-2, true, List.of(), Optional.empty()), 0);

        assertThat(hex(frozen.data())).isEqualTo("feffffffffffffff" + "01");
    }

    @Test
    void aTableWhoseIdsDoNotAscendIsRefused() {
        assertThatThrownBy(() -> Struct.of(
                        field(new Named(2, "b"), Kind.UNSIGNED, Pair::b),
                        field(new Named(1, "a"), Kind.UNSIGNED, Pair::a)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a");
    }
}
