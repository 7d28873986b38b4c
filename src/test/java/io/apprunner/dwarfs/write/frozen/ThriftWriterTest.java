// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.frozen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ThriftWriterTest {
    private final ThriftWriter out = new ThriftWriter();

    private String hex() {
        return HexFormat.of().formatHex(out.toByteArray());
    }

    @Test
    void aSchemaStartsAsTheReferenceWritesIt() {
        out.fieldTrue(1);
        out.fieldStructMap(2, 45);
        out.mapStruct(0, () -> {
            out.fieldI32(1, 0);
            out.fieldI16(2, 2);
            out.fieldStructMap(3, 0);
            out.fieldText(4, "");
        });

        assertThat(hex()).isEqualTo("111b2d4c0015001404" + "1b001800" + "00");
    }

    @Test
    void fieldsAfterAMapGoOnFromTheMapsId() {
        out.fieldStructMap(2, 1);
        out.mapStruct(3, () -> out.fieldI16(7, 1));
        out.fieldI16(3, 5);
        out.endStruct();

        assertThat(hex()).isEqualTo("2b014c" + "06" + "740200" + "140a" + "00");
    }

    @Test
    void negativeNumbersAreZigzagAndLongOnesHaveSeveralBytes() {
        out.fieldI16(1, -1);
        out.fieldI32(2, 300);

        assertThat(hex()).isEqualTo("1401" + "15d804");
    }

    @Test
    void idsFarApartTakeTheLongForm() {
        out.fieldI16(1, 0);
        out.fieldI16(17, 1);

        assertThat(hex()).isEqualTo("1400" + "0422" + "02");
    }
}
