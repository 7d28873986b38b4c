// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.output;

import io.apprunner.text.RawText;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/**
 * JSON on its way out: each byte that is not UTF-8 (see {@link RawText}) becomes an escape {@code \}{@code udc80} to
 * {@code \}{@code udcff}, as stored JSON has it too and Python's {@code surrogateescape} reads it. It can only stand in
 * a string of the JSON. docs/format/names.md describes it.
 */
final class ByteEscapes extends FilterWriter {
    private boolean isPair;

    ByteEscapes(Writer out) {
        super(out);
    }

    /** The second half of a pair of surrogates is no byte; the pair can come in two writes. */
    @Override
    public void write(int c) throws IOException {
        char one = (char) c;
        if (!isPair && RawText.isByte(one)) {
            out.write("\\u" + Integer.toHexString(one));
        } else {
            out.write(one);
        }
        isPair = Character.isHighSurrogate(one);
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(text[i]);
        }
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        write(text.toCharArray(), offset, length);
    }
}
