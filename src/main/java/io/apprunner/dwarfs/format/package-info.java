// SPDX-License-Identifier: Apache-2.0
/**
 * The byte-level parts of the DwarFS format: section headers, thrift compact structs, frozen layouts, bit columns,
 * string tables and codecs. Nothing here opens a file; everything that comes from an image is checked before use and
 * refused with a {@link io.apprunner.error.FormatException}. docs/format/dwarfs.md describes the bytes.
 */
@NullMarked
package io.apprunner.dwarfs.format;

import org.jspecify.annotations.NullMarked;
