// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A program that has been started. Closing it kills it if it still runs. */
public final class Running implements AutoCloseable {
    private final List<String> command;
    private final Process process;
    private final Duration patience;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final List<Thread> pumps;
    private final long start = System.nanoTime();

    Running(List<String> command, Process process, byte[] input, Duration patience) {
        this.command = command;
        this.process = process;
        this.patience = patience;
        pumps = List.of(
                Thread.startVirtualThread(() -> drain(process.getInputStream(), output)),
                Thread.startVirtualThread(() -> drain(process.getErrorStream(), errors)));
        Thread.startVirtualThread(() -> feed(process.getOutputStream(), input));
    }

    /** The process id of the launcher. */
    public long pid() {
        return process.pid();
    }

    /** Waits until the program has printed the text. */
    public void awaitOutput(String text) {
        long end = System.nanoTime() + patience.toNanos();
        while (!output.toString(StandardCharsets.UTF_8).contains(text)) {
            if (System.nanoTime() > end || !process.isAlive() && pumps.stream().noneMatch(Thread::isAlive)) {
                throw new AssertionError("no output '" + text + "' from " + command + ": " + output + errors);
            }
            pause();
        }
    }

    /** Waits as long as something is so, while the program runs. */
    public void awaitWhile(BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (condition.getAsBoolean()) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new AssertionError("nothing changes while this runs: " + command + ": " + output + errors);
            }
            pause();
        }
    }

    /** What it has printed on standard output up to now. */
    public String output() {
        return output.toString(StandardCharsets.UTF_8);
    }

    /** What it has printed on standard error up to now. */
    public String errors() {
        return errors.toString(StandardCharsets.UTF_8);
    }

    /** Sends a signal, such as {@code TERM}, to the process that was started. */
    public void signal(String name) {
        try {
            new ProcessBuilder("kill", "-s", name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Waits for the end of the program and of everything that holds its output. */
    public Result result() {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("still running after " + patience + ": " + command + ": " + output + errors);
            }
            Duration duration = Duration.ofNanos(System.nanoTime() - start);
            for (Thread pump : pumps) {
                if (!pump.join(patience)) {
                    throw new AssertionError("something holds the output of " + command + " although it has ended");
                }
            }
            String stderr = errors.toString(StandardCharsets.UTF_8);
            return new Result(command, process.exitValue(), output.toByteArray(), stderr, duration);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static void drain(InputStream from, ByteArrayOutputStream to) {
        try (from) {
            from.transferTo(to);
        } catch (IOException e) {
            // The process was killed by close().
        }
    }

    private static void feed(OutputStream to, byte[] input) {
        try (to) {
            to.write(input);
        } catch (IOException e) {
            // A program need not read its input to the end.
        }
    }

    static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }
}
