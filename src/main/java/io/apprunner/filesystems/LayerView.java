// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems;

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
}
