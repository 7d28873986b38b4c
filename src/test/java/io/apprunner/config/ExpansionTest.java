// SPDX-License-Identifier: Apache-2.0
package io.apprunner.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpansionTest {
    private static final Map<String, String> VARIABLES =
            Map.of("HOME", "/home/me", "NAME", "value", "TWO", "two words", "_x1", "y");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "X=a b;X=a",
                "X=\"a b\";X=a b",
                "X='a b';X=a b",
                "X=a\\ b;X=a b",
                "  a b;a",
                "PS1=[m] \\W > ;PS1=[m] \\W > ",
                "X=$NAME;X=value",
                "X=${NAME}s;X=values",
                "X='$NAME';X=$NAME",
                "X=\\$NAME;X=$NAME",
                "X=\"$NAME \\$NAME \\n\";X=value $NAME \\n",
                "$_x1;y",
                "X=$NOTHING.;X=.",
                "$NOTHING;^^",
                "X=$TWO;X=two",
                "X=\"$TWO\";X=two words",
                "X=$;X=$",
                "X=1$;X=1$",
                "~;/home/me",
                "~/x y;/home/me/x",
                "~other/x;~other/x",
                "X=~;X=~",
                "a ~;a",
                "'~/x';~/x",
                "X=$(echo hi there);X=$(echo hi there)",
                "X=\"$(id)\";X=\"$(id)\"",
                "X=`id`;X=`id`",
                "X='$(id)';X=$(id)",
                "a b|c;a b|c",
                "X=\"open;X=\"open",
                "X='open;X='open",
                "X=end\\;X=end\\",
                "X=${NAME:-y};X=${NAME:-y}",
                "X=\"{}<>|&\";X={}<>|&",
                "X=a\"b c\"d'e f'g;X=ab cde fg",
                "\"\" b;^^",
            })
    void aTextBecomesItsFirstWord(String text, String expected) {
        assertThat(Expansion.firstWord(text, VARIABLES)).isEqualTo(expected);
    }
}
