// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.OwnImageTest;
import org.junit.jupiter.api.Test;

class EnvTest extends OwnImageTest {
    @Test
    void variablesAreListedExpanded() {
        assertThat(image.output("fim-env", "add", "B=\"x y\"", "A=$USER=2"))
                .contains("Included variable 'B' with value '\"x y\"'", "Included variable 'A' with value '$USER=2'");
        image.output("fim-env", "add", "C=a b", "D='$(id)'");
        assertThat(image.output("fim-env", "list")).isEqualTo("A=" + account.login() + "=2\nB=x y\nC=a\nD=$(id)\n");
        assertThat(image.output("fim-env", "del", "A", "Z"))
                .contains("Erase key 'A'", "Key 'Z' not found for deletion");
        image.output("fim-env", "set", "E=1");
        assertThat(image.output("fim-env", "list")).isEqualTo("E=1\n");
        image.output("fim-env", "clear");
        assertThat(image.output("fim-env", "list")).isEmpty();
    }

    @Test
    void oneWrongAssignmentKeepsWhatIsStored() {
        image.output("fim-env", "set", "A=1");
        refuses("Variable assignment 'BAD' is invalid", "fim-env set B=2 BAD");
        assertThat(image.output("fim-env", "list")).isEqualTo("A=1\n");
    }

    @Test
    @Needs(Need.FUSE)
    void theGuestHasTheVariables() {
        image.output("fim-env", "set", "A=\"x y\"", "FOO=stored");
        assertThat(image.with("FOO", "host").guest("echo \"$A,$FOO\"")).isEqualTo("x y,stored\n");
    }

    @Test
    @Needs(Need.FUSE)
    void aStoredVariablePassesOneOfTheHostOn() {
        image.output("fim-env", "set", "PASSED=$TOKEN");
        assertThat(image.with("TOKEN", "t").guest("echo \"$PASSED,${TOKEN-unset}\""))
                .isEqualTo("t,unset\n");
    }

    @Test
    @Needs(Need.FUSE)
    void aUserIdOfZeroMakesRoot() {
        image.output("fim-env", "set", "UID=0");
        assertThat(image.guest("id -u")).isEqualTo("0\n");
    }

    @Test
    void wrongCommandLinesAreExplained() {
        refuses("Missing op for 'fim-env' (add,del,list,set,clear)", "fim-env");
        refuses("Invalid env operation", "fim-env no");
        refuses("Missing arguments for 'ADD'", "fim-env add");
        refuses("Missing arguments for 'SET'", "fim-env set");
        refuses("Missing arguments for 'DEL'", "fim-env del");
        refuses("Trailing arguments for fim-env: ['foo',]", "fim-env list foo");
        refuses("Trailing arguments for fim-env: ['foo',]", "fim-env clear foo");
    }
}
