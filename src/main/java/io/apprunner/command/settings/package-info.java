// SPDX-License-Identifier: Apache-2.0
/** The commands that read and change what the image has stored. */
@NullMarked
package io.apprunner.command.settings;

import org.jspecify.annotations.NullMarked;
