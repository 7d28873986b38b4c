// SPDX-License-Identifier: Apache-2.0
/** Where recipes come from. */
@NullMarked
package io.apprunner.command.settings.remote;

import org.jspecify.annotations.NullMarked;
