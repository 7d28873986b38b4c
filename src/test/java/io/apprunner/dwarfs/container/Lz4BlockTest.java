// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.dwarfs.format.Place;
import io.apprunner.error.FormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Lz4BlockTest {
    private static final Place PLACE = new Place("test", 0);

    private static String decode(String source, int size) {
        ByteBuffer target = ByteBuffer.allocateDirect(size);
        try {
            Lz4Block.decode(new ByteArrayInputStream(source.getBytes(ISO_8859_1)), target, PLACE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return US_ASCII.decode(target).toString();
    }

    @Test
    void literals_and_matches_that_overlap_themselves_are_copied() {
        assertThat(decode("5abc\3\0\0", 12)).isEqualTo("abcabcabcabc");
        assertThat(decode("\u0013x\1\0\20y", 9)).isEqualTo("xxxxxxxxy");
        assertThat(decode("\u00F0\1" + "0123456789abcdef", 16)).isEqualTo("0123456789abcdef");
        assertThat(decode("\u001Fx\1\0\u00FF\0\0", 1 + 4 + 15 + 255)).isEqualTo("x".repeat(275));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0ab",
                "\u0010a\2\0\0",
                "\u0010a\0\0\0",
                "\u0010a\1",
                "\u00F0\u00FF\u00FF\u00FF\u00FF",
                "\u001Fa\1\0\u00FF\u00FF\u00FF\u00FF",
                "\u0010a",
            })
    void damaged_blocks_are_refused(String source) {
        assertThatThrownBy(() -> decode(source, 9)).isInstanceOf(FormatException.class);
    }
}
