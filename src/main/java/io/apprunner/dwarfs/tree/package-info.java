// SPDX-License-Identifier: Apache-2.0
/** The tree of an image as a whole: walking, reading, comparing, extracting. */
@NullMarked
package io.apprunner.dwarfs.tree;

import org.jspecify.annotations.NullMarked;
