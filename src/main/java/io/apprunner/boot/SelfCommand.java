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
        List<String> command = new ArrayList<>();
        if (NativeImage.IS_NATIVE) {
            command.add(Supervisor.descriptorPath(image));
        } else {
            command.addAll(JvmCommand.of(Roles.class));
        }
        command.add(Roles.SUPERVISE);
        command.addAll(plan);
        return command;
    }
}
