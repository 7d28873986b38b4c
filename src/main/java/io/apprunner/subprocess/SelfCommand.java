// SPDX-License-Identifier: Apache-2.0
package io.apprunner.subprocess;

import io.apprunner.posix.Descriptor;
import io.apprunner.posix.NativeImage;
import io.apprunner.text.RawPath;
import java.util.ArrayList;
import java.util.List;

/** How to start this program again in one of its roles. */
public final class SelfCommand {
    /**
     * The command that starts this program in a role.
     *
     * @param image the image, which the new process inherits and, when native, executes
     * @param order number of the new process's descriptor from which it reads its order, a {@link Message}
     */
    public List<String> role(Role role, Descriptor image, int order) {
        return role(role, image.path(), order);
    }

    /** As above, by the name of this process's executable. */
    public List<String> role(Role role, int order) {
        return role(role, RawPath.text(NativeImage.EXECUTABLE), order);
    }

    private List<String> role(Role role, String executable, int order) {
        List<String> command = new ArrayList<>(NativeImage.IS_NATIVE ? List.of(executable) : JvmCommand.words());
        command.add(role.word());
        command.add(Integer.toString(order));
        return command;
    }
}
