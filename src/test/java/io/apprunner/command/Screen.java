// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command;

import io.apprunner.command.catalogue.Catalogue;
import io.apprunner.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Takes what commands print. */
public final class Screen {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console = new Console(new PrintStream(out, true), new PrintStream(err, true));

    /** What has printed here. */
    public Console console() {
        return console;
    }

    /** The results. */
    public String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What was said about them. */
    public String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** Runs an operation whose class is made out of some beans; this console is one of them. */
    public int run(List<Object> beans, String... line) {
        List<Object> all = new ArrayList<>(beans);
        all.add(console);
        Catalogue catalogue = Operations.catalogue();
        return new Strict(new Beans(all), console, () -> false).execute(catalogue.named(List.of(line)));
    }
}
