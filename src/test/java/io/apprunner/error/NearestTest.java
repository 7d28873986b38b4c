// SPDX-License-Identifier: Apache-2.0
package io.apprunner.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> KNOWN = List.of("home", "network", "gpu", "dbus_user", "on");

    @ParameterizedTest
    @CsvSource({"hom,home", "HOEM,home", "netwrok,network", "gpuu,gpu", "dbususer,dbus_user", "onn,on"})
    void aWordWithFewWrongLettersIsAskedFor(String given, String meant) {
        assertThat(Nearest.question(given, KNOWN)).isEqualTo("did you mean " + meant + "? ");
    }

    @ParameterizedTest
    @CsvSource({"x", "''", "yes", "printer", "hxyz"})
    void othersAreNot(String given) {
        assertThat(Nearest.question(given, KNOWN)).isEmpty();
    }
}
