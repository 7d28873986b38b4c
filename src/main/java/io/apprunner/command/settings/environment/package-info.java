// SPDX-License-Identifier: Apache-2.0
/** Variables of the guest. */
@NullMarked
package io.apprunner.command.settings.environment;

import org.jspecify.annotations.NullMarked;
