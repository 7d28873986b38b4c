// SPDX-License-Identifier: Apache-2.0
/** app-runner: a single-file container system for Linux. See docs/architecture.md for the modules. */
@NullMarked
package io.apprunner;

import org.jspecify.annotations.NullMarked;
