// SPDX-License-Identifier: Apache-2.0
/**
 * Writes DwarFS images (format 2.5) from directory trees. {@link io.apprunner.dwarfs.write.DwarfsWriter} is the
 * entrance.
 *
 * <p>Decisions: names and link targets that are not UTF-8 are refused; contents are deduplicated by whole files and by
 * repeated pieces; string tables are coded with FSST where that makes the image smaller, and nothing is packed, so that
 * readers can use the tables as they are.
 */
@NullMarked
package io.apprunner.dwarfs.write;

import org.jspecify.annotations.NullMarked;
