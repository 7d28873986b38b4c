// SPDX-License-Identifier: Apache-2.0
/** The sections that an image file consists of: finding them, their headers and checksums. */
@NullMarked
package io.apprunner.dwarfs.container;

import org.jspecify.annotations.NullMarked;
