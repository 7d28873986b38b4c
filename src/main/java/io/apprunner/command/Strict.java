// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command;

import io.apprunner.console.Console;
import io.apprunner.error.Failure;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;

/** How every command line is parsed: words mean what they say, and failures are told in the project's way. */
public final class Strict {
    private Strict() {}

    /**
     * Sets a command line up.
     *
     * @param name the command's
     * @param debug asked when something failed
     */
    public static CommandLine commandLine(CommandLine line, String name, BooleanSupplier debug) {
        line.setCommandName(name);
        line.setExpandAtFiles(false);
        line.setInterpolateVariables(false);
        line.setAbbreviatedOptionsAllowed(false);
        line.setStopAtPositional(true);
        line.setStopAtUnmatched(true);
        line.setExecutionExceptionHandler(
                (failure, any, result) -> new Console().failure(failure, debug.getAsBoolean()));
        line.setParameterExceptionHandler((failure, any) -> {
            new Console().error(failure.getMessage(), "see: fim-help " + name.substring("fim-".length()));
            return Failure.STATUS;
        });
        return line;
    }
}
