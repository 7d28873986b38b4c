// SPDX-License-Identifier: Apache-2.0
/** What a process knows of itself without a system call of ours: arguments, environment, signals. */
@NullMarked
package io.apprunner.posix.process;

import org.jspecify.annotations.NullMarked;
