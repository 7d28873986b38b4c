// SPDX-License-Identifier: Apache-2.0
/** What a guest sees of the host's files, sockets and devices, and where in its own tree. */
@NullMarked
package io.apprunner.bwrap.share;

import org.jspecify.annotations.NullMarked;
