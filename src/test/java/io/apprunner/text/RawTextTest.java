// SPDX-License-Identifier: Apache-2.0
package io.apprunner.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\u00e4\u20ac\ud83d\ude00", "\ufffd"})
    void utf8IsWhatItAlwaysIs(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(RawText.decode(bytes)).isEqualTo(text);
        assertThat(RawText.encode(text)).isEqualTo(bytes);
        assertThat(RawText.isWhole(text)).isTrue();
    }

    @Test
    void everyByteComesBack() {
        byte[] bytes = new byte[512];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 7 + i / 256);
        }
        String text = RawText.decode(bytes);
        assertThat(RawText.encode(text)).isEqualTo(bytes);
        assertThat(RawText.isWhole(text)).isFalse();
    }

    @Test
    void aByteThatIsNotUtf8IsALoneSurrogate() {
        assertThat(RawText.decode(new byte[] {'a', (byte) 0xe9, 'b'})).isEqualTo("a\udce9b");
        assertThat(RawText.encode("\ud83d\ude80\udc80")).containsExactly(0xf0, 0x9f, 0x9a, 0x80, 0x80);
    }
}
