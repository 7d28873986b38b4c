// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.section;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.dwarfs.format.SectionHeader;
import io.apprunner.dwarfs.format.SectionType;
import io.apprunner.zstd.Effort;
import io.apprunner.zstd.Zstd;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SectionEncoderTest {
    /** The index of an image that the reference writer made: header and payload. */
    private static final String REFERENCE =
            "4457415246530205d12101baf516cebf305d85e59170317f7cd9a6a040cfaf42814c69b67195b095"
                    + "03c8a2ca29a639270400000009000000280000000000000000000000000000006cc5030000000700"
                    + "46cb030000000800c6db030000000a0044dd030000000900";

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    private static ByteBuffer work(int size) {
        return ByteBuffer.allocateDirect(Zstd.get().compressBound(size));
    }

    @Test
    void theHeaderIsTheOneOfTheReferenceWriter() {
        byte[] expected = HexFormat.of().parseHex(REFERENCE);
        byte[] payload = Arrays.copyOfRange(expected, SectionHeader.SIZE, expected.length);

        EncodedSection section = SectionEncoder.plain(4, SectionType.INDEX, ByteBuffer.wrap(payload));

        assertThat(section.header()).isEqualTo(Arrays.copyOf(expected, SectionHeader.SIZE));
    }

    @Test
    void whatDoesNotShrinkIsStoredPlainly() {
        byte[] noise = new byte[5000];
        new Random(1).nextBytes(noise);

        EncodedSection section =
                SectionEncoder.encode(0, SectionType.BLOCK, direct(noise), work(noise.length), Effort.of(22));

        assertThat(section.header()[54]).isZero();
        assertThat(section.payload()).isEqualTo(ByteBuffer.wrap(noise));
    }

    @Test
    void whatShrinksBecomesOneFrameWithItsContentSize() {
        byte[] zeros = new byte[100_000];

        EncodedSection section =
                SectionEncoder.encode(0, SectionType.BLOCK, direct(zeros), work(zeros.length), Effort.of(1));

        assertThat(section.header()[54]).isEqualTo((byte) 2);
        assertThat(com.github.luben.zstd.Zstd.getDirectByteBufferFrameContentSize(
                        section.payload(), 0, section.payload().remaining()))
                .isEqualTo(zeros.length);
        assertThat(section.payload().remaining()).isLessThan(1000);
    }

    @Test
    void levelZeroStoresPlainly() {
        byte[] zeros = new byte[1000];

        EncodedSection section =
                SectionEncoder.encode(0, SectionType.BLOCK, direct(zeros), direct(new byte[0]), Effort.of(0));

        assertThat(section.payload().remaining()).isEqualTo(zeros.length);
    }
}
