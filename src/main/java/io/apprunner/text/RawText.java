// SPDX-License-Identifier: Apache-2.0
package io.apprunner.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Texts that came from the kernel or go to it. The kernel knows bytes, Java knows text: bytes that are not UTF-8 become
 * lone surrogates U+DC80 to U+DCFF, and turn into the same bytes again when they go back.
 */
public final class RawText {
    /** The byte 0; only bytes from 0x80 on can be wrong in UTF-8. */
    private static final char ESCAPE = '\udc00';

    private RawText() {}

    /** Text of the kernel's bytes. */
    public static String decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (!result.isError()) {
                return out.flip().toString();
            }
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (ESCAPE + (in.get() & 0xff)));
            }
            decoder.reset();
        }
    }

    /** The kernel's bytes of a text. */
    public static byte[] encode(String text) {
        if (isWhole(text)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isByte(c)) {
                out.write(c - ESCAPE);
            } else {
                int end = i + (Character.isHighSurrogate(c) && i + 1 < text.length() ? 2 : 1);
                out.writeBytes(text.substring(i, end).getBytes(StandardCharsets.UTF_8));
                i = end - 1;
            }
        }
        return out.toByteArray();
    }

    /** Whether a text has no byte in it that is not UTF-8: other programs can be told it as text. */
    public static boolean isWhole(String text) {
        return text.codePoints().noneMatch(c -> c <= Character.MAX_VALUE && isByte((char) c));
    }

    /**
     * Whether a character stands for a byte that is not UTF-8. The second half of a pair of surrogates does not, but
     * looks so: code points step over it.
     */
    public static boolean isByte(char c) {
        return c >= ESCAPE + 0x80 && c <= ESCAPE + 0xff;
    }
}
