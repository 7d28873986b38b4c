// SPDX-License-Identifier: Apache-2.0
/**
 * The one way to run a program of the host to its end: an argument list and never a shell, an explicit environment, a
 * time-out, bounded output. {@link io.apprunner.subprocess.Subprocess} is the entry point. Containers are not started
 * here.
 */
@NullMarked
package io.apprunner.subprocess;

import org.jspecify.annotations.NullMarked;
