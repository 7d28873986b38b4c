// SPDX-License-Identifier: Apache-2.0
/** What a run is configured by: the image's file, the user, the data dir and the environment. */
@NullMarked
package io.apprunner.config;

import org.jspecify.annotations.NullMarked;
