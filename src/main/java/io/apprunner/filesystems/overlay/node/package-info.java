// SPDX-License-Identifier: Apache-2.0
/** What the kernel knows of a union by number: directories and files, and the names that lead to them. */
@NullMarked
package io.apprunner.filesystems.overlay.node;

import org.jspecify.annotations.NullMarked;
