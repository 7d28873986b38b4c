// SPDX-License-Identifier: Apache-2.0
package io.apprunner.console;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.Failure;
import io.apprunner.error.IoReason;
import io.apprunner.error.WriteObstacle;
import io.apprunner.text.RawText;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The one way to print. Results go to standard output and what is said about them to standard error, in UTF-8 whatever
 * the locale is; bytes that are not UTF-8 leave as they came (see {@link RawText}). Lines for people reach the terminal
 * at once, because what stays in a buffer is lost when this process becomes another program.
 */
public final class Console {
    private static final String PROGRAM = "app-runner: ";

    private final RememberingStream results;
    private final PrintStream out;
    private final PrintStream err;

    /** Prints on the process's standard output and standard error. */
    public Console() {
        this(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)), System.err);
    }

    /** Prints on other streams. */
    public Console(OutputStream out, PrintStream err) {
        this.results = new RememberingStream(out);
        this.out = new PrintStream(results, false, StandardCharsets.UTF_8);
        this.err = err;
    }

    /** A line of a result. */
    public void line(String text) {
        print(text + "\n");
    }

    /** A result that has its own line feeds. */
    public void print(String text) {
        out.writeBytes(RawText.encode(text));
    }

    /** Takes a result that may be too long for memory; to be flushed by who writes to it, but not closed. */
    public OutputStream stream() {
        return new BufferedOutputStream(out);
    }

    /** Information for people, on standard output with the prefix that FlatImage's scripts look for. */
    public void info(String source, String sentence) {
        tagged(out, "I", source, sentence);
    }

    /** What only those want to know who look for a fault. */
    public void debug(String source, String sentence) {
        tagged(out, "D", source, sentence);
    }

    /** Something that does not stop what was asked for. */
    public void warning(String source, String sentence) {
        tagged(err, "W", source, sentence);
    }

    /** Text for people that is no result, such as a line that is drawn again; it is printed as it is. */
    public void aside(String text) {
        write(err, text);
    }

    /**
     * What went wrong: one line and, where there is advice, one with it.
     *
     * @param sentence without a full stop
     * @param hint what the user can do, or the empty string
     */
    public void error(String sentence, String hint) {
        write(err, PROGRAM + Failure.printable(sentence) + "\n" + (hint.isEmpty() ? "" : "  " + hint + "\n"));
    }

    /**
     * Prints an exception as an error. Only what nobody has foreseen has a stack trace: for everything else the
     * sentence says more.
     *
     * @param debug whether FIM_DEBUG asks for the stack trace
     * @return the exit status of failures
     */
    public int failure(Throwable failure, boolean debug) {
        error(Failure.sentence(failure), Failure.hint(failure));
        if (debug && Failure.isInternal(failure)) {
            failure.printStackTrace(err);
            err.flush();
        }
        return Failure.STATUS;
    }

    /**
     * To be called when the results are complete.
     *
     * @throws AppRunnerException when standard output has not taken them, with the reason
     */
    public void finish() {
        if (out.checkError()) {
            Optional<IOException> failure = results.failure();
            throw new AppRunnerException(
                    ErrorCode.IO,
                    "cannot write to standard output"
                            + failure.map(reason -> ": " + IoReason.of(reason)).orElse(""),
                    failure.flatMap(WriteObstacle::of).map(WriteObstacle::hint).orElse(""));
        }
    }

    private void tagged(PrintStream stream, String level, String source, String sentence) {
        write(stream, level + "::" + source + "::" + Failure.printable(sentence) + "\n");
    }

    /** What was printed before stays before it. */
    private void write(PrintStream stream, String text) {
        out.flush();
        stream.writeBytes(RawText.encode(text));
        stream.flush();
    }
}
