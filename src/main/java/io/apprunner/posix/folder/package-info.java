// SPDX-License-Identifier: Apache-2.0
/** System calls about files by names in open folders and by open descriptors, so that no link can lead elsewhere. */
@NullMarked
package io.apprunner.posix.folder;

import org.jspecify.annotations.NullMarked;
