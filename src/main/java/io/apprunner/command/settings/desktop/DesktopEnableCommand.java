// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.desktop;

import io.apprunner.command.catalogue.Refusal;
import io.apprunner.console.Console;
import io.apprunner.db.Integration;
import io.apprunner.desktop.DesktopSetup;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fim-desktop enable}: chooses what is made when a container starts. */
@Command
public class DesktopEnableCommand implements Callable<Integer> {
    private static final String NONE = "none";
    private static final List<String> ITEMS = List.of("entry", "mimetype", "icon", NONE);

    @Parameters(index = "0")
    String list = "";

    private final DesktopSetup setup;
    private final Console console;

    /** Made by CDI. */
    public DesktopEnableCommand(DesktopSetup setup, Console console) {
        this.setup = setup;
        this.console = console;
    }

    @Override
    public Integer call() {
        List<String> names = Arrays.asList(list.split(",", -1));
        boolean none = names.stream().anyMatch(NONE::equalsIgnoreCase);
        if (none && names.size() > 1) {
            throw Refusal.of("desktop", "'none' option should not be used with others");
        }
        Set<Integration> integrations = none ? Set.of() : integrations(names);
        setup.enable(integrations);
        if (none) {
            console.line(NONE.toUpperCase(Locale.ROOT));
        }
        integrations.forEach(integration -> console.line(integration.name()));
        return 0;
    }

    private static Set<Integration> integrations(List<String> names) {
        Set<Integration> integrations = EnumSet.noneOf(Integration.class);
        for (String name : names) {
            integrations.add(Integration.named(name)
                    .orElseThrow(() -> Refusal.of("desktop", "Invalid integration item '" + name + "'", name, ITEMS)));
        }
        return integrations;
    }
}
