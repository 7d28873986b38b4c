// SPDX-License-Identifier: Apache-2.0
/** Breaks rules of the architecture, for the test that must see it. */
@NullMarked
package io.apprunner.violation.first;

import org.jspecify.annotations.NullMarked;
