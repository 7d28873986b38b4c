// SPDX-License-Identifier: Apache-2.0
/** What this host allows and lacks, and what a guest can reach, told before anything is started. */
@NullMarked
package io.apprunner.diagnosis;

import org.jspecify.annotations.NullMarked;
