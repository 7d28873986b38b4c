// SPDX-License-Identifier: Apache-2.0
/** What an instance mounts: its layers, and the servers that show them. */
@NullMarked
package io.apprunner.filesystems;

import org.jspecify.annotations.NullMarked;
