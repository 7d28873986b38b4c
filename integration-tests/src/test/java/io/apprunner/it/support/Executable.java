// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A program, and how it is to be run. Nothing of the tests' own environment reaches it, and no signal is ignored
 * because the tests' starter ignores it, as the shell of a script does with SIGINT for what it starts in the
 * background.
 *
 * @param program the command's first words; the arguments follow them
 * @param prefix the words in front of it that choose who runs it, and where
 * @param folder the working folder
 * @param environment all of its environment
 * @param input its standard input
 * @param patience how long it may run
 */
public record Executable(
        List<String> program,
        List<String> prefix,
        Path folder,
        Map<String, String> environment,
        byte[] input,
        Duration patience) {
    /** setpriv changes nothing here: env would take a program for a variable when its path has an equals sign. */
    private static final List<String> DEFAULT_SIGNALS =
            List.of("/usr/bin/env", "--default-signal", "/usr/bin/setpriv", "--");

    /** The program with these words in front of it, such as those of a wrapper. */
    public Executable behind(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(program);
        return new Executable(all, prefix, folder, environment, input, patience);
    }

    /** The program with descriptors and arguments prepared by a line of shell script that ends in {@code exec "$@"}. */
    public Executable behindScript(String script) {
        return behind("bash", "-c", script, "bash");
    }

    /** The same run of another file. */
    public Executable at(Path file) {
        return at(file.toString());
    }

    /** The same run of another file, as it would be typed. */
    public Executable at(String file) {
        return new Executable(List.of(file), prefix, folder, environment, input, patience);
    }

    /** Another working folder. */
    public Executable in(Path other) {
        return new Executable(program, prefix, other, environment, input, patience);
    }

    /** One more environment variable. */
    public Executable with(String name, String value) {
        Map<String, String> all = new TreeMap<>(environment);
        all.put(name, value);
        return new Executable(program, prefix, folder, all, input, patience);
    }

    /** One environment variable less. */
    public Executable without(String name) {
        Map<String, String> all = new TreeMap<>(environment);
        all.remove(name);
        return new Executable(program, prefix, folder, all, input, patience);
    }

    /** Another standard input. */
    public Executable reading(byte[] bytes) {
        return new Executable(program, prefix, folder, environment, bytes, patience);
    }

    /** Shows another folder as /tmp; only root can do that. */
    public Executable withTmp(Path tmp) {
        List<String> all = new ArrayList<>(List.of("unshare", "--mount", "--", "sh", "-c"));
        all.addAll(List.of("mount --bind \"$1\" /tmp && shift && exec \"$@\"", "sh", tmp.toString()));
        all.addAll(prefix);
        return new Executable(program, all, folder, environment, input, patience);
    }

    /** Makes a folder read-only for the run; only root can do that. */
    public Executable withReadOnly(Path closed) {
        List<String> all = new ArrayList<>(List.of("unshare", "--mount", "--", "sh", "-ec"));
        all.addAll(List.of(
                "mount --bind \"$1\" \"$1\"; mount -o remount,bind,ro \"$1\"; shift; exec \"$@\"",
                "sh",
                closed.toString()));
        all.addAll(prefix);
        return new Executable(program, all, folder, environment, input, patience);
    }

    /** Shows a /proc/sys/kernel with one setting more and few others; only root can do that. */
    public Executable withKernelSetting(String name, String value) {
        List<String> all = new ArrayList<>(List.of("unshare", "--mount", "--", "sh", "-ec"));
        all.add("cd /proc/sys/kernel; facts='osrelease hostname overflowuid overflowgid';"
                + " for f in $facts; do eval \"$f='$(cat \"$f\")'\"; done;"
                + " mount -t tmpfs -o mode=0755 kernel /proc/sys/kernel; cd /proc/sys/kernel;"
                + " for f in $facts; do eval \"echo \\\"\\$$f\\\"\" > \"$f\"; done;"
                + " echo \"$2\" > \"$1\"; chmod 0644 -- *; cd \"$3\"; shift 3; exec \"$@\"");
        all.addAll(List.of("sh", name, value, folder.toString()));
        all.addAll(prefix);
        return new Executable(program, all, folder, environment, input, patience);
    }

    /** Shows a /tmp that has no space left; only root can do that. */
    public Executable withFullTmp() {
        List<String> all = new ArrayList<>(List.of("unshare", "--mount", "--", "sh", "-c"));
        all.add(
                "mount -t tmpfs -o size=16k,mode=1777 full /tmp && ! cat /dev/zero > /tmp/full 2> /dev/null && exec \"$@\"");
        all.add("sh");
        all.addAll(prefix);
        return new Executable(program, all, folder, environment, input, patience);
    }

    /** How long a run may take. */
    public Executable patient(Duration time) {
        return new Executable(program, prefix, folder, environment, input, time);
    }

    /** Starts it. */
    public Running start(String... arguments) {
        return start(List.of(arguments));
    }

    /** Starts it. */
    public Running start(List<String> arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(DEFAULT_SIGNALS);
        command.addAll(program);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return new Running(command, builder.start(), input, patience);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs it to its end. */
    public Result run(String... arguments) {
        return start(arguments).result();
    }

    /** Runs it to its end. */
    public Result run(List<String> arguments) {
        return start(arguments).result();
    }

    /** Runs it, checks that it succeeded without a word on standard error, and returns its standard output. */
    public String output(String... arguments) {
        return run(arguments).success();
    }

    /** Runs a line of shell script in a container, likewise. */
    public String guest(String script) {
        return output("fim-exec", "sh", "-c", script);
    }
}
