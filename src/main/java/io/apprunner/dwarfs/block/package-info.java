// SPDX-License-Identifier: Apache-2.0
/** Blocks of file data: decoding them, keeping and reading them ahead. */
@NullMarked
package io.apprunner.dwarfs.block;

import org.jspecify.annotations.NullMarked;
