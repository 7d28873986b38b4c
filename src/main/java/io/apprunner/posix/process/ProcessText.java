// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The arguments and the environment of this process without loss. The kernel knows bytes, Java knows text: bytes that
 * are not UTF-8 become lone surrogates U+DC80 to U+DCFF, and turn into the same bytes again when they go back to the
 * kernel.
 */
public final class ProcessText {
    /** What the Java runtime puts in the place of bytes that it cannot decode. */
    private static final char REPLACEMENT = '\ufffd';

    private static final char ESCAPE = '\udc00';

    private ProcessText() {}

    /** The arguments that {@code main} was given, with the bytes that got lost on the way. */
    public static List<String> arguments(String[] given) {
        List<String> arguments = Arrays.asList(given);
        if (arguments.stream().allMatch(argument -> argument.indexOf(REPLACEMENT) < 0)) {
            return arguments;
        }
        List<String> raw = split("/proc/self/cmdline");
        return raw.size() < given.length ? arguments : raw.subList(raw.size() - given.length, raw.size());
    }

    /** The environment, each entry {@code NAME=value}, in its order. */
    public static List<String> environment() {
        List<String> raw = split("/proc/self/environ");
        if (!raw.isEmpty()) {
            return raw;
        }
        return System.getenv().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
    }

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
        if (text.codePoints().noneMatch(c -> c <= Character.MAX_VALUE && isEscape((char) c))) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isEscape(c)) {
                out.write(c - ESCAPE);
            } else {
                int end = i + (Character.isHighSurrogate(c) && i + 1 < text.length() ? 2 : 1);
                out.writeBytes(text.substring(i, end).getBytes(StandardCharsets.UTF_8));
                i = end - 1;
            }
        }
        return out.toByteArray();
    }

    /** The second half of a pair of surrogates is not one: code points and {@link #encode} step over it. */
    private static boolean isEscape(char c) {
        return c >= ESCAPE + 0x80 && c <= ESCAPE + 0xff;
    }

    /** The NUL-terminated texts of a file of /proc; none when it cannot be read. */
    private static List<String> split(String file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(Path.of(file));
        } catch (IOException e) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                texts.add(decode(Arrays.copyOfRange(bytes, start, i)));
                start = i + 1;
            }
        }
        return texts;
    }
}
