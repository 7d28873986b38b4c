// SPDX-License-Identifier: Apache-2.0
/** What guests may use of the host, and which namespaces they have of their own. */
@NullMarked
package io.apprunner.command.settings.flags;

import org.jspecify.annotations.NullMarked;
