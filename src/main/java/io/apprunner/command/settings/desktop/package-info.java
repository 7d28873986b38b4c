// SPDX-License-Identifier: Apache-2.0
/** What the user's desktop is given. */
@NullMarked
package io.apprunner.command.settings.desktop;

import org.jspecify.annotations.NullMarked;
