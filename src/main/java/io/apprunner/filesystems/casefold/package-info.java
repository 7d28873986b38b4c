// SPDX-License-Identifier: Apache-2.0
/** Names that match in any case: the one rule by which they do. */
@NullMarked
package io.apprunner.filesystems.casefold;

import org.jspecify.annotations.NullMarked;
