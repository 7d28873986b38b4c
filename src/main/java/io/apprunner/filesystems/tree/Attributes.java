// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.tree;

import java.nio.file.attribute.FileTime;

/**
 * What a copy of a file has from it.
 *
 * @param user the owner's id
 * @param group the group's id
 * @param permissions the mode without the type, 12 bits
 * @param modified when the content was changed
 */
public record Attributes(int user, int group, int permissions, FileTime modified) {}
