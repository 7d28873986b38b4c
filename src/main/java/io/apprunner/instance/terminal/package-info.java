// SPDX-License-Identifier: Apache-2.0
/** The front's half of what makes a guest a job of the user's shell: signals, stops, and who has the terminal. */
@NullMarked
package io.apprunner.instance.terminal;

import org.jspecify.annotations.NullMarked;
