// SPDX-License-Identifier: Apache-2.0
/**
 * The image's settings: 4 MiB in the image file that are changed in place, atomically, while other processes read.
 * {@link io.apprunner.reserved.ReservedArea} is the entry point. The format is described byte by byte in
 * docs/format/reserved.md.
 */
@NullMarked
package io.apprunner.reserved;

import org.jspecify.annotations.NullMarked;
