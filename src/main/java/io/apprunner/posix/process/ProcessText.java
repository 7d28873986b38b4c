// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix.process;

import io.apprunner.text.RawPath;
import io.apprunner.text.RawText;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The arguments and the environment of this process without loss, as {@link RawText}. */
public final class ProcessText {
    /** What the Java runtime puts in the place of bytes that it cannot decode. */
    private static final char REPLACEMENT = '\ufffd';

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

    /** The NUL-terminated texts of a file of /proc; none when it cannot be read. */
    private static List<String> split(String file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(RawPath.of(file));
        } catch (IOException e) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                texts.add(RawText.decode(Arrays.copyOfRange(bytes, start, i)));
                start = i + 1;
            }
        }
        return texts;
    }
}
