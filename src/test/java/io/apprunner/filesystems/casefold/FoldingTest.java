// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.casefold;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldingTest {
    private static byte[] fold(byte... name) {
        return Folding.fold(name, name.length);
    }

    private static byte[] fold(String name) {
        return fold(name.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"File.TXT,fILE.txt", "ÉTÉ,été", "ΣΑΣ,σας", "ß,ẞ", "Ⱥ,ⱥ", "𐐀x,𐐨X", "K,k", "ǅ,ǆ"})
    void namesThatDifferInCaseOnlyAreOne(String one, String other) {
        assertThat(fold(one)).isEqualTo(fold(other));
    }

    @ParameterizedTest
    @CsvSource({"ß,ss", "ı,i", "İ,i", "ﬁ,fi", "é,e\u0301", "a,b"})
    void otherNamesStayApart(String one, String other) {
        assertThat(fold(one)).isNotEqualTo(fold(other));
    }

    @Test
    void malformedNamesMatchNoOthers() {
        byte[][] names = {
            {(byte) 0xff},
            {(byte) 0xfe},
            {(byte) 0xc3},
            {(byte) 0xc0, (byte) 0x80},
            {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            {(byte) 0xe0, (byte) 0x80, (byte) 0x80},
            {(byte) 0xf5, (byte) 0x80, (byte) 0x80, (byte) 0x80},
            "\ufffd".getBytes(StandardCharsets.UTF_8)
        };
        for (int one = 0; one < names.length; one++) {
            for (int other = 0; other < names.length; other++) {
                assertThat(Arrays.equals(fold(names[one]), fold(names[other]))).isEqualTo(one == other);
            }
        }
        assertThat(fold((byte) 'A', (byte) 0xff, (byte) 'B')).containsExactly('a', 0xff, 'b');
    }

    @Test
    void foldingTwiceChangesNothingMore() {
        for (int letter = 0; letter <= Character.MAX_CODE_POINT; letter++) {
            assertThat(Folding.fold(Folding.fold(letter))).isEqualTo(Folding.fold(letter));
        }
    }
}
