// SPDX-License-Identifier: Apache-2.0
/** From a command line to a running guest: opens the image, plans the instance, and supervises it. */
@NullMarked
package io.apprunner.boot;

import org.jspecify.annotations.NullMarked;
