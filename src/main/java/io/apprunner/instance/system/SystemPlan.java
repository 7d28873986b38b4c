// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance.system;

import io.apprunner.subprocess.Message;
import io.apprunner.subprocess.MessageReader;
import io.apprunner.subprocess.MessageWriter;
import java.util.List;

/**
 * What a guest's system files are to say.
 *
 * @param passwd the line of its user in /etc/passwd
 * @param hostName its host name
 * @param locales the variables that are set only if it has their locales
 * @param prompt the prompt of its shell
 */
public record SystemPlan(String passwd, String hostName, List<String> locales, String prompt) implements Message {
    /** Makes the list unmodifiable. */
    public SystemPlan {
        locales = List.copyOf(locales);
    }

    @Override
    public void write(MessageWriter out) {
        out.text(passwd);
        out.text(hostName);
        out.texts(locales);
        out.text(prompt);
    }

    /** The plan that {@link #write} has written. */
    public static SystemPlan read(MessageReader in) {
        return new SystemPlan(in.text(), in.text(), in.texts(), in.text());
    }
}
