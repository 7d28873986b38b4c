// SPDX-License-Identifier: Apache-2.0
/** The argument lists of bubblewrap, which makes the namespaces; nothing here starts a process. */
@NullMarked
package io.apprunner.bwrap;

import org.jspecify.annotations.NullMarked;
