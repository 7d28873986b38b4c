// SPDX-License-Identifier: Apache-2.0
package io.apprunner.subprocess;

import io.apprunner.posix.Descriptor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a program is to be run.
 *
 * @param program what is run
 * @param arguments its arguments, without its name
 * @param environment all of its environment, each entry {@code NAME=value}
 * @param folder its working folder; nothing for ours
 * @param input its standard input; it reads the end of file after it
 * @param descriptors which of our descriptors (value) becomes which one of the program (key), besides the standard
 *     ones. An entry for 0, 1 or 2 takes the place of the input, or of the kept output or errors.
 * @param patience how long it may run
 * @param outputLimit bytes that it may write to its standard output
 */
public record Invocation(
        Program program,
        List<String> arguments,
        List<String> environment,
        Optional<Path> folder,
        byte[] input,
        Map<Integer, Descriptor> descriptors,
        Duration patience,
        int outputLimit) {
    /** Bytes of output that are allowed unless something else is said. */
    public static final int OUTPUT_LIMIT = 1 << 20;

    /** Makes the collections unmodifiable. */
    public Invocation {
        arguments = List.copyOf(arguments);
        environment = List.copyOf(environment);
        descriptors = Map.copyOf(descriptors);
    }

    /** A run in our working folder with nothing to read. */
    public static Invocation of(Program program, List<String> arguments, List<String> environment, Duration patience) {
        return new Invocation(
                program, arguments, environment, Optional.empty(), new byte[0], Map.of(), patience, OUTPUT_LIMIT);
    }

    /** The same in another working folder. */
    public Invocation in(Path other) {
        return new Invocation(
                program, arguments, environment, Optional.of(other), input, descriptors, patience, outputLimit);
    }

    /** The same with another standard input. */
    public Invocation reading(byte[] other) {
        return new Invocation(program, arguments, environment, folder, other, descriptors, patience, outputLimit);
    }

    /** The same with one more of our descriptors, which the program knows by {@code number}. */
    public Invocation passing(Descriptor descriptor, int number) {
        Map<Integer, Descriptor> all = new HashMap<>(descriptors);
        all.put(number, descriptor);
        return new Invocation(program, arguments, environment, folder, input, all, patience, outputLimit);
    }

    /** The same with another limit of its output, in bytes. */
    public Invocation keeping(int limit) {
        return new Invocation(program, arguments, environment, folder, input, descriptors, patience, limit);
    }
}
