// SPDX-License-Identifier: Apache-2.0
/** The one way to print. */
@NullMarked
package io.apprunner.console;

import org.jspecify.annotations.NullMarked;
