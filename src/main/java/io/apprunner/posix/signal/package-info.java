// SPDX-License-Identifier: Apache-2.0
/** Signals as data: sets of them, and how a program is started with regard to them. */
@NullMarked
package io.apprunner.posix.signal;

import org.jspecify.annotations.NullMarked;
