// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.share;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an X display: {@code host:number.screen}.
 *
 * @param host empty or {@code unix} for a display of this host
 * @param number empty when it is no such name
 */
record DisplayName(String host, String number) {
    private static final Pattern FORM = Pattern.compile("([^:]*):([0-9]{1,5})(\\.[0-9]+)?");

    static DisplayName of(String text) {
        Matcher name = FORM.matcher(text);
        return name.matches() ? new DisplayName(name.group(1), name.group(2)) : new DisplayName("", "");
    }

    /** The socket of a display of this host; another one is reached by the network. */
    Optional<String> socket() {
        return (host.isEmpty() || host.equals("unix")) && !number.isEmpty()
                ? Optional.of("/tmp/.X11-unix/X" + number)
                : Optional.empty();
    }
}
