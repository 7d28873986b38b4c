// SPDX-License-Identifier: Apache-2.0
/** The commands that look at the host and at what a guest can reach. */
@NullMarked
package io.apprunner.command.diagnosis;

import org.jspecify.annotations.NullMarked;
