// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.flags;

import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Parameters;

/** What the commands have in common that change a set of flags. */
abstract class FlagsChange implements Callable<Integer> {
    @Parameters(index = "0")
    String names = "";

    private final Consumer<String> change;

    /** @param change takes the names, with commas between them */
    FlagsChange(Consumer<String> change) {
        this.change = change;
    }

    @Override
    public final Integer call() {
        change.accept(names);
        return 0;
    }
}
