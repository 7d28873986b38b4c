// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.help;

import io.apprunner.console.Console;
import io.apprunner.posix.Posix;
import io.apprunner.posix.contract.PosixContract;
import io.apprunner.text.RawPath;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code fim-posix-contract}: checks this executable's system calls. The integration tests use it; {@code fim-help}
 * does not mention it.
 */
@Command
public class PosixContractCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "folder")
    Path folder = RawPath.of("");

    private final Posix posix;
    private final Console console;

    /** Made by CDI. */
    public PosixContractCommand(Posix posix, Console console) {
        this.posix = posix;
        this.console = console;
    }

    @Override
    public Integer call() {
        int failures = 0;
        for (Map.Entry<String, BooleanSupplier> check :
                new PosixContract(posix, folder).checks().entrySet()) {
            boolean holds = check.getValue().getAsBoolean();
            failures += holds ? 0 : 1;
            console.line((holds ? "ok: " : "FAILED: ") + check.getKey());
        }
        return failures == 0 ? 0 : 1;
    }
}
