// SPDX-License-Identifier: Apache-2.0
/** Reads JPEG: {@link io.apprunner.desktop.icon.jpeg.JpegDecoder}. */
@NullMarked
package io.apprunner.desktop.icon.jpeg;

import org.jspecify.annotations.NullMarked;
