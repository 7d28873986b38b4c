// SPDX-License-Identifier: Apache-2.0
/** What happens before a command runs: roles of their own processes, relocation, beans of types that know no CDI. */
@NullMarked
package io.apprunner.boot;

import org.jspecify.annotations.NullMarked;
