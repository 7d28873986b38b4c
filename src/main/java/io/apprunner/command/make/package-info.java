// SPDX-License-Identifier: Apache-2.0
/** The command that makes images. */
@NullMarked
package io.apprunner.command.make;

import org.jspecify.annotations.NullMarked;
