// SPDX-License-Identifier: Apache-2.0
/** Finds pieces of files that are already in the image, so that they are stored once. */
@NullMarked
package io.apprunner.dwarfs.write.segment;

import org.jspecify.annotations.NullMarked;
