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
        return role(Supervisor.descriptorPath(image), Roles.SUPERVISE, plan);
    }

    /**
     * The command that gives up root's identity and becomes a program.
     *
     * @param image descriptor of the image, which is executed when native
     * @param program the new process's descriptor of the program
     * @param arguments the program's argument list, its name first
     */
    List<String> demote(int image, int program, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(Integer.toString(program)));
        words.addAll(arguments);
        return role(Supervisor.descriptorPath(image), Roles.DEMOTE, words);
    }

    /** The command of a process that mounts a layer; see {@link LayerServer#serve}. */
    List<String> mount(int orders, int ready) {
        return role(ImageLocator.SELF.toString(), Roles.MOUNT, List.of("" + orders, "" + ready));
    }

    private static List<String> role(String executable, String role, List<String> words) {
        List<String> command =
                new ArrayList<>(NativeImage.IS_NATIVE ? List.of(executable) : JvmCommand.of(Roles.class));
        command.add(role);
        command.addAll(words);
        return command;
    }
}
