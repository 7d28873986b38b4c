// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.error.FormatException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class SectionHeaderTest {
    private static final Place PLACE = new Place("image", 0);
    private static final SectionHeader HEADER = new SectionHeader(
            SectionHeader.WRITTEN_MINOR,
            0x0123_4567_89AB_CDEFL,
            0x7654_3210,
            SectionType.HISTORY.id(),
            Compression.ZSTD.id(),
            (1L << 40) + 3);

    @Test
    void whatIsWrittenIsRead() {
        ByteBuffer bytes = ByteBuffer.wrap(HEADER.encode());

        assertThat(bytes.capacity()).isEqualTo(HEADER.size()).isEqualTo(SectionHeader.SIZE);
        assertThat(SectionHeader.parse(bytes, PLACE)).isEqualTo(HEADER);
        assertThat(SectionHeader.decode(bytes)).isEqualTo(HEADER);
    }

    @Test
    void theChecksumOfTheWholeIsLeftToWhoKnowsThePayload() {
        ByteBuffer bytes = ByteBuffer.wrap(HEADER.encode());

        assertThat(bytes.slice(SectionHeader.SHA_AT, SectionHeader.SHA_FROM - SectionHeader.SHA_AT))
                .isEqualTo(ByteBuffer.allocate(32));
    }

    @Test
    void otherBytesAndVersionsAreRefused() {
        byte[] bytes = HEADER.encode();
        bytes[7] = SectionHeader.NEWEST_MINOR + 1;
        assertThatThrownBy(() -> SectionHeader.parse(ByteBuffer.wrap(bytes), PLACE))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("2.7");
        bytes[0] = 'd';
        assertThatThrownBy(() -> SectionHeader.parse(ByteBuffer.wrap(bytes), PLACE))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("a DwarFS section header");
    }
}
