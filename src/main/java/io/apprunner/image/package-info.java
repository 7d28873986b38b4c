// SPDX-License-Identifier: Apache-2.0
/**
 * The single executable file: launcher, helper tools, reserved area and layers. {@link io.apprunner.image.ImageLayout}
 * tells where everything stands, {@link io.apprunner.image.ImageAssembler} makes such a file. The format is described
 * byte by byte in docs/format/image.md.
 */
@NullMarked
package io.apprunner.image;

import org.jspecify.annotations.NullMarked;
