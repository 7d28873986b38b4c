// SPDX-License-Identifier: Apache-2.0
/** The commands that set how much guests may take. */
@NullMarked
package io.apprunner.command.settings.limits;

import org.jspecify.annotations.NullMarked;
