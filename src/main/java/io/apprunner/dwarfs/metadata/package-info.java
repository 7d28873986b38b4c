// SPDX-License-Identifier: Apache-2.0
/** The metadata of an image: inodes, directories, chunks, and how they are packed. */
@NullMarked
package io.apprunner.dwarfs.metadata;

import org.jspecify.annotations.NullMarked;
