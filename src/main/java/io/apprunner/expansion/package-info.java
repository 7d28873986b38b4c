// SPDX-License-Identifier: Apache-2.0
/**
 * Stored texts with tilde, variables and {@code $(...)}: the scanner, the expander, and the sealed shell that runs
 * commands.
 */
@NullMarked
package io.apprunner.expansion;

import org.jspecify.annotations.NullMarked;
