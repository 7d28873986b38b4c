// SPDX-License-Identifier: Apache-2.0
/** What a guest may see of the host, as the argument lists of bubblewrap; nothing here starts a process. */
@NullMarked
package io.apprunner.bwrap;

import org.jspecify.annotations.NullMarked;
