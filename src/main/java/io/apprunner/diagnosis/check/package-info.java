// SPDX-License-Identifier: Apache-2.0
/** One class per thing of the host that a run depends on. */
@NullMarked
package io.apprunner.diagnosis.check;

import org.jspecify.annotations.NullMarked;
