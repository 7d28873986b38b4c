// SPDX-License-Identifier: Apache-2.0
/**
 * Reads and writes PNG: {@link io.apprunner.desktop.icon.png.PngDecoder} and
 * {@link io.apprunner.desktop.icon.png.PngEncoder}.
 */
@NullMarked
package io.apprunner.desktop.icon.png;

import org.jspecify.annotations.NullMarked;
