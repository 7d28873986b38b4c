// SPDX-License-Identifier: Apache-2.0
/** The host's devices, as far as permissions share them. */
@NullMarked
package io.apprunner.bwrap.device;

import org.jspecify.annotations.NullMarked;
