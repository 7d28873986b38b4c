// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.mount;

import java.util.List;

/**
 * How a layer's files are shown.
 *
 * @param userId owner of all files, or -1 to show their own
 * @param groupId group, likewise
 * @param ignoresCase whether a name that is not there finds one that differs in case only
 */
public record LayerView(int userId, int groupId, boolean ignoresCase) {
    /** The files as they are. */
    public static final LayerView PLAIN = new LayerView(-1, -1, false);

    /** The view as arguments. */
    public List<String> encode() {
        return List.of("" + userId, "" + groupId, "" + ignoresCase);
    }

    /** The view that {@link #encode} made these arguments of. */
    public static LayerView decode(List<String> arguments) {
        return new LayerView(
                Integer.parseInt(arguments.get(0)),
                Integer.parseInt(arguments.get(1)),
                Boolean.parseBoolean(arguments.get(2)));
    }
}
