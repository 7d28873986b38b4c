// SPDX-License-Identifier: Apache-2.0
/**
 * The layers of an image as files: finding and opening them, making, adding, and looking into them without mounting.
 */
@NullMarked
package io.apprunner.filesystems.layer;

import org.jspecify.annotations.NullMarked;
