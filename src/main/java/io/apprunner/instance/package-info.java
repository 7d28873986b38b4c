// SPDX-License-Identifier: Apache-2.0
/**
 * One run: the launcher that plans it, the front that the user sees, the supervisor that mounts and waits, the guest.
 */
@NullMarked
package io.apprunner.instance;

import org.jspecify.annotations.NullMarked;
