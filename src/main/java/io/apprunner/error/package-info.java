// SPDX-License-Identifier: Apache-2.0
/** The one exception type of the program, and its codes. */
@NullMarked
package io.apprunner.error;

import org.jspecify.annotations.NullMarked;
