// SPDX-License-Identifier: Apache-2.0
/** What a process knows of itself: arguments, environment, signals, the terminal of its session. */
@NullMarked
package io.apprunner.posix.process;

import org.jspecify.annotations.NullMarked;
