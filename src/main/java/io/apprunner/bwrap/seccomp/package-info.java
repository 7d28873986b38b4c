// SPDX-License-Identifier: Apache-2.0
/**
 * Which system calls a guest is refused: a table of rules, and the assembler that makes the kernel's filter of it. See
 * docs/security.md.
 */
@NullMarked
package io.apprunner.bwrap.seccomp;

import org.jspecify.annotations.NullMarked;
