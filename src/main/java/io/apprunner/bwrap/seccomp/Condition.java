// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.seccomp;

import java.util.Set;

/**
 * When a rule applies to a call. Arguments are 64 bits wide, but the kernel looks at the low 32 of those that are
 * compared here, so the filter does too: what stands above them must not lead it astray.
 */
sealed interface Condition {
    /** Always. */
    record Always() implements Condition {}

    /** The argument is one of these. */
    record OneOf(int argument, Set<Integer> values) implements Condition {}

    /** The argument is none of these. */
    record NoneOf(int argument, Set<Integer> values) implements Condition {}

    /** The argument has at least one of these bits. */
    record AnyBit(int argument, int bits) implements Condition {}

    /** The first argument is this, and another is none of these. */
    record FirstIsAndNoneOf(int first, int argument, Set<Integer> values) implements Condition {}
}
