// SPDX-License-Identifier: Apache-2.0
/** The commands that make layers, add them and look into them. */
@NullMarked
package io.apprunner.command.layer;

import org.jspecify.annotations.NullMarked;
