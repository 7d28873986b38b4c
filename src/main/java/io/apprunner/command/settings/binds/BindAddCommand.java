// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.binds;

import io.apprunner.command.catalogue.Refusal;
import io.apprunner.console.Console;
import io.apprunner.db.Binds;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fim-bind add}: shows guests a file of the host. */
@Command
public class BindAddCommand implements Callable<Integer> {
    /** The message for a wrong number of operands. */
    public static final String EXPECTED = "Incorrect number of arguments for 'add' (<ro,rw,dev> <src> <dst>)";

    @Parameters(index = "0")
    String type = "";

    /** Not required by the parser: a wrong type is what is told first. */
    @Parameters(index = "1", arity = "0..1")
    String source = "";

    @Parameters(index = "2", arity = "0..1")
    String target = "";

    private final ImageSettings settings;
    private final Console console;

    /** Made by CDI. */
    public BindAddCommand(ImageSettings settings, Console console) {
        this.settings = settings;
        this.console = console;
    }

    @Override
    public Integer call() {
        List<String> known =
                Arrays.stream(Binds.Type.values()).map(Binds.Type::label).toList();
        Binds.Type access =
                Binds.Type.named(type).orElseThrow(() -> Refusal.of("bind", "Invalid bind type", type, known));
        if (source.isEmpty() || target.isEmpty()) {
            throw Refusal.of("bind", EXPECTED);
        }
        Binds.Bind bind = new Binds.Bind(access, source, target);
        Binds before = settings.update(Setting.BINDS, binds -> binds.with(bind));
        console.info("fim-bind", "Binding index is '" + before.list().size() + "'");
        return 0;
    }
}
