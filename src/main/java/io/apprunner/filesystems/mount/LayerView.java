// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.mount;

import io.apprunner.subprocess.MessageReader;
import io.apprunner.subprocess.MessageWriter;

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

    /** Writes the view as fields of a message. */
    public void write(MessageWriter out) {
        out.number(userId);
        out.number(groupId);
        out.flag(ignoresCase);
    }

    /** The view that {@link #write} has written. */
    public static LayerView read(MessageReader in) {
        return new LayerView(in.small(), in.small(), in.flag());
    }
}
