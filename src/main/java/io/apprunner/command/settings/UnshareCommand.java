// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings;

import io.apprunner.command.output.Json;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.Setting;
import io.apprunner.db.Unshare;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code fim-unshare}: which namespaces guests get of their own. */
@Command(name = "fim-unshare", description = "Sets which namespaces guests get of their own.")
public class UnshareCommand implements Callable<Integer> {
    @Unmatched
    List<String> words = new ArrayList<>();

    private final ImageSettings settings;
    private final Json json;

    /** Made by CDI. */
    public UnshareCommand(ImageSettings settings, Json json) {
        this.settings = settings;
        this.json = json;
    }

    @Override
    public Integer call() {
        return new FlagsOperation<>(Setting.UNSHARE, Unshare.class, "unshare option")
                .run(
                        new Words("fim-unshare", words),
                        settings,
                        json,
                        "Missing op for fim-unshare (add,clear,del,list,set)",
                        "Invalid unshare operation");
    }
}
