// SPDX-License-Identifier: Apache-2.0
/**
 * Pictures without AWT, which a static executable cannot have: PNG and JPEG are decoded, resized and encoded as PNG;
 * SVG is only checked. Everything that is decoded is hostile: sizes are bounded before memory is taken.
 * {@link io.apprunner.desktop.icon.Pictures} is the entry point.
 */
@NullMarked
package io.apprunner.desktop.icon;

import org.jspecify.annotations.NullMarked;
