// SPDX-License-Identifier: Apache-2.0
package io.apprunner;

import io.apprunner.boot.Relocation;
import io.apprunner.boot.Roles;
import io.apprunner.command.CommandApplication;
import io.apprunner.command.Driver;
import io.apprunner.command.Operations;
import io.apprunner.command.catalogue.Catalogue;
import io.apprunner.command.catalogue.Operation.Trait;
import io.apprunner.config.ConfigKey;
import io.apprunner.config.ForeignSettings;
import io.apprunner.console.Console;
import io.apprunner.posix.Posix;
import io.apprunner.posix.process.ProcessText;
import io.apprunner.subprocess.Role;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The entry point. Roles that are processes of their own, and operations that do without Quarkus, are dispatched here;
 * everything else is a command.
 */
@QuarkusMain
public final class Main {
    private Main() {}

    /** Runs the role or the command that the arguments name. */
    public static void main(String[] arguments) {
        Posix.get().fillStandardDescriptors();
        Posix.get().leaveRemovedDirectory();
        Posix.get().outliveSizeLimit();
        Optional<Role> role = Role.of(arguments);
        if (role.isPresent()) {
            System.exit(Roles.play(role.get(), arguments));
        }
        ForeignSettings.shutOut(Posix.get(), arguments);
        List<String> words = ProcessText.arguments(arguments);
        Operations.catalogue().find(words).ifPresent(match -> prepare(match, words));
        Quarkus.run(CommandApplication.class, Main::exit, arguments);
    }

    /** What an operation needs before Quarkus starts; one that does without it runs here, and the process ends. */
    private static void prepare(Catalogue.Match match, List<String> words) {
        if (match.operation().has(Trait.BARE)) {
            System.exit(Driver.run(match));
        }
        if (match.operation().has(Trait.CHANGES_IMAGE)) {
            Relocation.perform(words);
        }
    }

    /** Quarkus calls this at the end; a failure that reaches it is one of the start, commands report their own. */
    private static void exit(int status, @Nullable Throwable failure) {
        System.exit(
                failure == null
                        ? status
                        : new Console()
                                .failure(
                                        failure,
                                        ConfigKey.DEBUG.given(System.getenv()).isPresent()));
    }
}
