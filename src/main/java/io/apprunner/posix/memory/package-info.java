// SPDX-License-Identifier: Apache-2.0
/** Native memory that the garbage collector frees, and C strings in it. */
@NullMarked
package io.apprunner.posix.memory;

import org.jspecify.annotations.NullMarked;
