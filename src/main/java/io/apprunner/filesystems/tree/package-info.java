// SPDX-License-Identifier: Apache-2.0
/**
 * A guest's tree before it is mounted. Layers are read in this process: one that asked the kernel for files that it
 * serves itself could not be killed while it waits for its own answer.
 */
@NullMarked
package io.apprunner.filesystems.tree;

import org.jspecify.annotations.NullMarked;
