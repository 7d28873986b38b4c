// SPDX-License-Identifier: Apache-2.0
/** What an instance mounts: layers, each a DwarFS image served through FUSE. */
@NullMarked
package io.apprunner.filesystems;

import org.jspecify.annotations.NullMarked;
