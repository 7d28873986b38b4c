// SPDX-License-Identifier: Apache-2.0
/** The container of an image: compressed and hashed sections, one after the other, and their index. */
@NullMarked
package io.apprunner.dwarfs.write.section;

import org.jspecify.annotations.NullMarked;
