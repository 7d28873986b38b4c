// SPDX-License-Identifier: Apache-2.0
package io.apprunner;

import io.apprunner.boot.Relocation;
import io.apprunner.boot.SelfCommand;
import io.apprunner.boot.SupervisorMain;
import io.apprunner.command.CommandApplication;
import io.apprunner.error.Failure;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entry point. Roles that are processes of their own are dispatched here, before Quarkus starts; everything else is a
 * command.
 */
@QuarkusMain
public final class Main {
    private Main() {}

    /** Runs the role or the command that the arguments name. */
    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals(SelfCommand.SUPERVISE)) {
            SupervisorMain.main(arguments);
            return;
        }
        if (Relocation.isFor(List.of(arguments))) {
            Relocation.perform(List.of(arguments));
        }
        // Quarkus looks for .env and config/ in the folder that this property names when it starts. The folder that the
        // user stands in must not configure us; CommandApplication puts the property right again.
        System.setProperty("user.dir", "/");
        Quarkus.run(CommandApplication.class, Main::exit, arguments);
    }

    /** Quarkus calls this at the end; a failure that reaches it is one of the start, commands report their own. */
    private static void exit(int status, @Nullable Throwable failure) {
        System.exit(failure == null ? status : Failure.report(failure, System.err));
    }
}
