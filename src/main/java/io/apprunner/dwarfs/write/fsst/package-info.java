// SPDX-License-Identifier: Apache-2.0
/** Codes short strings with a table of frequent pieces (FSST), so that each can still be read on its own. */
@NullMarked
package io.apprunner.dwarfs.write.fsst;

import org.jspecify.annotations.NullMarked;
