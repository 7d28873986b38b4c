// SPDX-License-Identifier: Apache-2.0
/** Reads a source tree: its names, inodes and attributes, and which of its files have the same content. */
@NullMarked
package io.apprunner.dwarfs.write.scan;

import org.jspecify.annotations.NullMarked;
