// SPDX-License-Identifier: Apache-2.0
package io.apprunner.boot;

import io.apprunner.config.ConfigKey;
import io.apprunner.console.Console;
import io.apprunner.expansion.Demotion;
import io.apprunner.filesystems.mount.LayerServer;
import io.apprunner.instance.Front;
import io.apprunner.instance.Supervisor;
import io.apprunner.instance.SupervisorPlan;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.Posix;
import io.apprunner.posix.process.ProcessText;
import io.apprunner.subprocess.MessageReader;
import io.apprunner.subprocess.Role;
import java.util.List;

/** Starts the roles that are processes of their own; see {@link Role}. */
public final class Roles {
    private Roles() {}

    /**
     * Plays a role.
     *
     * @param given all arguments of the process
     * @return the exit status
     */
    public static int play(Role role, String[] given) {
        List<String> arguments = ProcessText.arguments(given);
        Posix posix = Posix.get();
        try {
            Descriptor order = Descriptor.of(posix, Integer.parseInt(arguments.get(1)));
            return switch (role) {
                case FRONT ->
                    new Front(posix).run(MessageReader.receive(order, Front.Order::read), ProcessText.environment());
                case SUPERVISE ->
                    new Supervisor(posix, MessageReader.receive(order, SupervisorPlan::read))
                            .run(ProcessText.environment());
                case MOUNT -> LayerServer.serve(posix, order);
                case DEMOTE ->
                    new Demotion(posix)
                            .become(MessageReader.receive(order, Demotion.Order::read), ProcessText.environment());
            };
        } catch (RuntimeException | Error e) {
            return new Console()
                    .failure(e, ConfigKey.DEBUG.given(System.getenv()).isPresent());
        }
    }
}
