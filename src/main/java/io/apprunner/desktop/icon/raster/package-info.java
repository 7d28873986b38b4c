// SPDX-License-Identifier: Apache-2.0
/** Pictures in memory, which all formats have in common, and how they are resized. */
@NullMarked
package io.apprunner.desktop.icon.raster;

import org.jspecify.annotations.NullMarked;
