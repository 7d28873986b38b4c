// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.layer;

import io.apprunner.console.Console;
import io.apprunner.dwarfs.write.ProgressListener;
import io.apprunner.text.RawPath;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Says what a layer cannot hold, and on a terminal how far the layer is: one line that is drawn again at most ten times
 * a second and removed at the end.
 */
final class CreateProgress implements ProgressListener {
    private static final long REDRAW = 100_000_000;
    private static final double NANOS = 1e9;
    private static final double MIB = 1 << 20;
    private static final int PERCENT = 100;
    private static final int MINUTE = 60;
    /** Carriage return, and "erase to the end of the line". */
    private static final String CLEAR = "\r\u001b[K";

    private final Console console;
    private final boolean terminal;
    private final LongSupplier clock;
    private boolean drawn;
    private long lastDraw;
    private long started = -1;
    private long written;

    /**
     * @param console takes the line
     * @param terminal whether standard error is a terminal; otherwise no progress is shown
     * @param clock nanoseconds from any start
     */
    CreateProgress(Console console, boolean terminal, LongSupplier clock) {
        this.console = console;
        this.terminal = terminal;
        this.clock = clock;
        this.lastDraw = clock.getAsLong() - REDRAW;
    }

    @Override
    public void notStored(Path path, String what) {
        clear();
        console.warning("fim-layer", RawPath.text(path) + ": a layer cannot hold its " + what);
    }

    @Override
    public void scanned(long names) {
        if (isDue()) {
            draw(names + " files found");
        }
    }

    @Override
    public void bytesOut(long bytes) {
        written = bytes;
    }

    @Override
    public void bytesIn(long bytes, long total) {
        if (started < 0) {
            started = clock.getAsLong();
        }
        if (isDue()) {
            draw(text(bytes, total, (clock.getAsLong() - started) / NANOS));
        }
    }

    /** Removes the line. */
    void clear() {
        if (drawn) {
            console.aside(CLEAR);
            drawn = false;
        }
    }

    private boolean isDue() {
        return terminal && clock.getAsLong() - lastDraw >= REDRAW;
    }

    private void draw(String text) {
        lastDraw = clock.getAsLong();
        drawn = true;
        console.aside(CLEAR + text);
    }

    private String text(long bytes, long total, double seconds) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%d%%  %.1f of %.1f MiB -> %.1f MiB (%d%%)",
                PERCENT * bytes / Math.max(1, total),
                bytes / MIB,
                total / MIB,
                written / MIB,
                PERCENT * written / Math.max(1, bytes)));
        if (seconds > 0 && bytes > 0) {
            long left = (long) Math.ceil((total - bytes) * seconds / bytes);
            text.append(String.format(
                    Locale.ROOT, "  %.1f MiB/s  %d:%02d left", bytes / MIB / seconds, left / MINUTE, left % MINUTE));
        }
        return text.toString();
    }
}
