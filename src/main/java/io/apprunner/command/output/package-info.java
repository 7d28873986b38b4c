// SPDX-License-Identifier: Apache-2.0
/** How results are printed. */
@NullMarked
package io.apprunner.command.output;

import org.jspecify.annotations.NullMarked;
