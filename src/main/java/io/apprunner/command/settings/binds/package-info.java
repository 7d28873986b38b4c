// SPDX-License-Identifier: Apache-2.0
/** Which files of the host guests see. */
@NullMarked
package io.apprunner.command.settings.binds;

import org.jspecify.annotations.NullMarked;
