// SPDX-License-Identifier: Apache-2.0
/**
 * The commands: each parses its arguments, calls one service and renders the result. Only this package knows picocli.
 */
@NullMarked
package io.apprunner.command;

import org.jspecify.annotations.NullMarked;
