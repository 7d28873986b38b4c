// SPDX-License-Identifier: Apache-2.0
/** What is known about an operation besides its class: its words, its operands, its help. Pure data. */
@NullMarked
package io.apprunner.command.catalogue;

import org.jspecify.annotations.NullMarked;
