// SPDX-License-Identifier: Apache-2.0
/**
 * Serialises a tree of records in the Frozen2 form, whose layout is computed from the values, together with the schema
 * that describes that layout (a Thrift struct in compact encoding).
 */
@NullMarked
package io.apprunner.dwarfs.write.frozen;

import org.jspecify.annotations.NullMarked;
