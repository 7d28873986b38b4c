// SPDX-License-Identifier: Apache-2.0
/** The upper branch of a union: a folder of the host, reached by descriptors only. */
@NullMarked
package io.apprunner.filesystems.overlay.host;

import org.jspecify.annotations.NullMarked;
