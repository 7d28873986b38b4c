// SPDX-License-Identifier: Apache-2.0
/** Apps from sources: the recipes that images are made of. */
@NullMarked
package io.apprunner.create;

import org.jspecify.annotations.NullMarked;
