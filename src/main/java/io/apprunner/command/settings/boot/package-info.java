// SPDX-License-Identifier: Apache-2.0
/** What runs when no command is given. */
@NullMarked
package io.apprunner.command.settings.boot;

import org.jspecify.annotations.NullMarked;
