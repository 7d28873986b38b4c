// SPDX-License-Identifier: Apache-2.0
/** The metadata of an image: the model, its table of fields, and how it is made from a scanned tree. */
@NullMarked
package io.apprunner.dwarfs.write.metadata;

import org.jspecify.annotations.NullMarked;
