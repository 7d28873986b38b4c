// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap;

import io.apprunner.config.ConfigKey;
import io.apprunner.config.DataDirectory;
import io.apprunner.config.HostUser;
import io.apprunner.text.RawPath;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The environment that a guest starts with. */
public final class GuestEnvironment {
    private static final String GUEST_PATH = "/sbin:/usr/sbin:/usr/local/sbin:/bin:/usr/bin:/usr/local/bin";

    private GuestEnvironment() {}

    /**
     * What the guest inherits and what it is told, as {@code NAME=value} texts sorted by name. Its PATH is about its
     * own root alone: the host's folders mean nothing there.
     *
     * @param inherited what it inherits of the host's environment, see {@link InheritedVariables}
     * @param guest the user inside
     * @param image the image's real path
     * @param data its data dir
     * @param build variables that tell about the build and the image
     * @param tools the folder of the launcher's tools inside the guest
     * @param stored the image's own variables; they win
     * @param given what whoever starts the guest gives it; it wins over all others
     */
    public static List<String> of(
            Map<String, String> inherited,
            HostUser guest,
            Path image,
            DataDirectory data,
            Map<String, String> build,
            String tools,
            Map<String, String> stored,
            Map<String, String> given) {
        Map<String, String> result = new TreeMap<>(inherited);
        result.putAll(build);
        result.put("HOME", guest.home());
        result.put("USER", guest.name());
        result.put("SHELL", tools + "/bash");
        result.put("PATH", tools + ":" + GUEST_PATH);
        result.putIfAbsent("TERM", "xterm");
        result.put("XDG_RUNTIME_DIR", guest.runtime());
        result.put("FIM_BIN_SELF", RawPath.text(image));
        result.put("FIM_DIR_SELF", RawPath.folder(image));
        result.put("FIM_DIR_DATA", RawPath.text(data.path()));
        result.put(ConfigKey.TOLD_DATA_DIRECTORY, RawPath.text(data.path()));
        result.put("FIM_DIR_APP_BIN", tools);
        result.put("BASHRC_FILE", tools + "/bashrc");
        result.putAll(stored);
        result.putAll(given);
        return result.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
    }
}
