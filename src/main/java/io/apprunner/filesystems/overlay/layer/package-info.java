// SPDX-License-Identifier: Apache-2.0
/** The lower branches of a union: layers that never change, and the stack of them that a directory shows. */
@NullMarked
package io.apprunner.filesystems.overlay.layer;

import org.jspecify.annotations.NullMarked;
