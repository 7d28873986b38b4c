// SPDX-License-Identifier: Apache-2.0
/** What of the host forbids a sandbox, told before it is tried or after it has failed. */
@NullMarked
package io.apprunner.bwrap.host;

import org.jspecify.annotations.NullMarked;
