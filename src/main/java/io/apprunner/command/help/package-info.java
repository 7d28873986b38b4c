// SPDX-License-Identifier: Apache-2.0
/** What the program tells about itself: help, manual pages, completion scripts, version. */
@NullMarked
package io.apprunner.command.help;

import org.jspecify.annotations.NullMarked;
