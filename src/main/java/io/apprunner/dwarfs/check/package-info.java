// SPDX-License-Identifier: Apache-2.0
/** Checks of a whole image in every detail. */
@NullMarked
package io.apprunner.dwarfs.check;

import org.jspecify.annotations.NullMarked;
