// SPDX-License-Identifier: Apache-2.0
package io.apprunner.diagnosis.check;

import io.apprunner.error.AppRunnerException;
import java.util.Locale;

/**
 * What a check has found.
 *
 * @param subject what was looked at, in a word
 * @param state how it is
 * @param sentence what was found, without a full stop
 * @param remedy what helps, or the empty string
 */
public record Finding(String subject, State state, String sentence, String remedy) {
    /** How something of the host is. */
    public enum State {
        /** It is as it should be. */
        WORKS,
        /** A run works, but something is weaker or slower. */
        WEAKER,
        /** The host does not have it; only a permission for it would need it. */
        ABSENT,
        /** A run fails. */
        FAILS;

        /** Its name in results. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding works(String subject, String sentence) {
        return new Finding(subject, State.WORKS, sentence, "");
    }

    static Finding weaker(String subject, String sentence, String remedy) {
        return new Finding(subject, State.WEAKER, sentence, remedy);
    }

    static Finding absent(String subject, String sentence) {
        return new Finding(subject, State.ABSENT, sentence, "");
    }

    static Finding fails(String subject, String sentence, String remedy) {
        return new Finding(subject, State.FAILS, sentence, remedy);
    }

    /** What a run would say. */
    static Finding fails(String subject, AppRunnerException failure) {
        return fails(subject, String.valueOf(failure.getMessage()), failure.hint());
    }
}
