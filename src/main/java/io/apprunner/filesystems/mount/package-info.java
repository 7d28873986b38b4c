// SPDX-License-Identifier: Apache-2.0
/** The FUSE servers of layers: mounting, serving, and how files are shown. */
@NullMarked
package io.apprunner.filesystems.mount;

import org.jspecify.annotations.NullMarked;
