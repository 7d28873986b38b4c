// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.seccomp;

import java.util.EnumSet;
import java.util.Set;

/**
 * Calls that are refused.
 *
 * @param calls which
 * @param errno what they say
 * @param openings each of which lifts the rule
 * @param condition when it applies
 */
record Rule(Set<GuardedCall> calls, int errno, Set<Opening> openings, Condition condition) {
    /** Calls that are always refused. */
    static Rule never(int errno, GuardedCall first, GuardedCall... rest) {
        return new Rule(EnumSet.of(first, rest), errno, Set.of(), new Condition.Always());
    }

    /** Calls that are refused without an opening. */
    static Rule unless(Opening opening, int errno, GuardedCall first, GuardedCall... rest) {
        return new Rule(EnumSet.of(first, rest), errno, Set.of(opening), new Condition.Always());
    }

    /** The same rule, for some arguments only. */
    Rule when(Condition other) {
        return new Rule(calls, errno, openings, other);
    }
}
