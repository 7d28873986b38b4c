// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings;

import io.apprunner.command.output.Json;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.Permission;
import io.apprunner.db.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code fim-perms}: what guests may use of the host. */
@Command(name = "fim-perms", description = "Sets what guests may use of the host.")
public class PermsCommand implements Callable<Integer> {
    @Unmatched
    List<String> words = new ArrayList<>();

    private final ImageSettings settings;
    private final Json json;

    /** Made by CDI. */
    public PermsCommand(ImageSettings settings, Json json) {
        this.settings = settings;
        this.json = json;
    }

    @Override
    public Integer call() {
        return new FlagsOperation<>(Setting.PERMISSIONS, Permission.class, "permission")
                .run(
                        new Words("fim-perms", words),
                        settings,
                        json,
                        "Missing op for fim-perms (add,del,list,set,clear)",
                        "Invalid perms operation");
    }
}
