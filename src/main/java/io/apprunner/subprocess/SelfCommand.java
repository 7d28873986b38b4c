// SPDX-License-Identifier: Apache-2.0
package io.apprunner.subprocess;

import io.apprunner.posix.Descriptor;
import io.apprunner.posix.NativeImage;
import java.util.ArrayList;
import java.util.List;

/** How to start this program again in one of its roles. */
public final class SelfCommand {
    private final Class<?> main;

    /** @param main what starts roles on the JVM */
    public SelfCommand(Class<?> main) {
        this.main = main;
    }

    /**
     * The command of a supervisor.
     *
     * @param image descriptor of the image, which the new process inherits and, when native, executes
     * @param plan what it is to do
     */
    public List<String> supervise(int image, List<String> plan) {
        return role(Descriptor.path(image), Role.SUPERVISE, plan);
    }

    /**
     * The command that gives up root's identity and becomes a program.
     *
     * @param image descriptor of the image, which is executed when native
     * @param program the new process's descriptor of the program
     * @param arguments the program's argument list, its name first
     */
    public List<String> demote(int image, int program, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(Integer.toString(program)));
        words.addAll(arguments);
        return role(Descriptor.path(image), Role.DEMOTE, words);
    }

    /** The command of a process that mounts a layer. */
    public List<String> mount(int orders, int ready) {
        return role(NativeImage.EXECUTABLE.toString(), Role.MOUNT, List.of("" + orders, "" + ready));
    }

    private List<String> role(String executable, Role role, List<String> words) {
        List<String> command = new ArrayList<>(NativeImage.IS_NATIVE ? List.of(executable) : JvmCommand.of(main));
        command.add(role.word());
        command.addAll(words);
        return command;
    }
}
