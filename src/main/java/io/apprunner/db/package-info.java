// SPDX-License-Identifier: Apache-2.0
/**
 * The image's settings as values: what the bytes of each component mean. Everything is checked when it is read and when
 * it is made; a {@link io.apprunner.db.Setting} connects a type with its component.
 */
@NullMarked
package io.apprunner.db;

import org.jspecify.annotations.NullMarked;
