// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.fsst;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.dwarfs.format.FrozenView;
import io.apprunner.dwarfs.format.Fsst;
import io.apprunner.dwarfs.format.Place;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SymbolTableTest {
    /** Codes the strings, decodes them with the reader, and gives the size of the code. */
    private static int roundTrip(List<byte[]> strings) {
        SymbolTable table = SymbolTrainer.train(strings);
        byte[] symbols = table.bytes();
        Fsst reader = Fsst.parse(new FrozenView.Range(symbols, 0, symbols.length), new Place("test", 0));
        int total = 0;
        for (byte[] string : strings) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            table.encode(string, 0, string.length, out);
            byte[] code = out.toByteArray();
            byte[] target = new byte[string.length];
            assertThat(reader.decodedLength(code, 0, code.length)).isEqualTo(string.length);
            assertThat(reader.decode(code, 0, code.length, target, 0)).isEqualTo(string.length);
            assertThat(target).isEqualTo(string);
            total += code.length;
        }
        return total;
    }

    private static List<byte[]> names() {
        List<byte[]> names = new ArrayList<>();
        for (String stem : new String[] {"libssl", "libcrypto", "libpython3", "iso_8859", "größe", "Makefile"}) {
            for (int i = 0; i < 300; i++) {
                names.add((stem + (i % 2 == 0 ? ".so." : "-") + i + (i % 3 == 0 ? ".conf" : ".py")).getBytes(UTF_8));
            }
        }
        return names;
    }

    @Test
    void namesShrinkToLessThanHalf() {
        int plain = names().stream().mapToInt(name -> name.length).sum();

        assertThat(roundTrip(names())).isLessThan(plain / 2);
    }

    @Test
    void anyBytesComeBack() {
        Random random = new Random(11);
        for (int alphabet : new int[] {1, 2, 20, 256}) {
            List<byte[]> strings = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                byte[] string = new byte[random.nextInt(300)];
                for (int j = 0; j < string.length; j++) {
                    string[j] = (byte) random.nextInt(alphabet);
                }
                strings.add(string);
            }
            roundTrip(strings);
        }
    }

    @Test
    void noStringsMakeAnEmptyTable() {
        assertThat(roundTrip(List.of())).isZero();
        assertThat(roundTrip(List.of(new byte[0]))).isZero();
        assertThat(SymbolTrainer.train(List.of()).bytes()).hasSize(17);
    }

    @Test
    void aTableHasAtMost255Symbols() {
        List<byte[]> strings = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            for (int value = 0; value < 65536; value += 7) {
                strings.add(new byte[] {(byte) value, (byte) (value >> 8), 'x'});
            }
        }

        byte[] symbols = SymbolTrainer.train(strings).bytes();

        assertThat(symbols[1] & 0xFF).isEqualTo(255);
        roundTrip(strings);
    }

    @Test
    void theSameStringsMakeTheSameTable() {
        byte[] first = SymbolTrainer.train(names()).bytes();

        assertThat(SymbolTrainer.train(new ArrayList<>(names())).bytes()).isEqualTo(first);
        assertThat(Arrays.copyOf(first, 9)).containsExactly(1, first[1], 0, 0, 0x0A, 0x14, 0x34, 1, 0);
    }
}
