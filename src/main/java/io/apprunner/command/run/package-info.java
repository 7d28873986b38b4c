// SPDX-License-Identifier: Apache-2.0
/** The commands that run a program in a container. */
@NullMarked
package io.apprunner.command.run;

import org.jspecify.annotations.NullMarked;
