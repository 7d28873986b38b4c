// SPDX-License-Identifier: Apache-2.0
/** What every implementation of the system calls must do, as checks. */
@NullMarked
package io.apprunner.posix.contract;

import org.jspecify.annotations.NullMarked;
