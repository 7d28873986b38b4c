// SPDX-License-Identifier: Apache-2.0
/** The kernel's bytes as texts and as paths, without loss: see docs/format/names.md. */
@NullMarked
package io.apprunner.text;

import org.jspecify.annotations.NullMarked;
