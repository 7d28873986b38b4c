// SPDX-License-Identifier: Apache-2.0
/** A union of layers below a folder that can be written, as one FUSE file system. */
@NullMarked
package io.apprunner.filesystems.overlay;

import org.jspecify.annotations.NullMarked;
