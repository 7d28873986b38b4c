// SPDX-License-Identifier: Apache-2.0
package io.apprunner.boot;

import io.apprunner.posix.NativeImage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** How to start this program again in one of its roles. */
@ApplicationScoped
public class SelfCommand {
    /**
     * The command of a supervisor.
     *
     * @param image descriptor of the image, which the new process inherits and, when native, executes
     * @param plan its encoded {@link SupervisorPlan}
     */
    public List<String> supervise(int image, List<String> plan) {
        return command(Supervisor.descriptorPath(image), Roles.SUPERVISE, plan);
    }

    /** The command of a process that mounts a layer, with an encoded {@link LayerServer.Order}. */
    List<String> mount(List<String> order) {
        return command(ImageLocator.SELF.toString(), Roles.MOUNT, order);
    }

    private static List<String> command(String executable, String role, List<String> arguments) {
        List<String> command =
                new ArrayList<>(NativeImage.IS_NATIVE ? List.of(executable) : JvmCommand.of(Roles.class));
        command.add(role);
        command.addAll(arguments);
        return command;
    }
}
