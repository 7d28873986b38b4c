// SPDX-License-Identifier: Apache-2.0
package io.apprunner.expansion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
                "X=$(echo hi there);X=<echo",
                "X=\"$(echo hi there)\";X=<echo hi there>",
                "X=`id`;X=<id>",
                "X=a`id`b$(id)c;X=a<id>b<id>c",
                "X=$(echo ')' \")\" \\)) b;X=<echo",
                "\"$(echo \"$(echo \")\")\" `echo )`)\";<echo \"$(echo \")\")\" `echo )`>",
                "\"`echo \\`id\\` \\$A \\x \\\"`\";<echo `id` $A \\x \">",
                "\"$((1 + (2)))\";<echo \"$((1 + (2)))\">",
                "$(newlines);a",
                "$(empty) x;x",
                "\"$(empty)\" x;^^",
                "$(id)=$NAME;<id>=value",
                "X=$(open;X=$(open",
                "X=`open;X=`open",
                "X=$(echo \";X=$(echo \"",
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
        assertThat(expand(text)).isEqualTo(expected);
    }

    @Test
    void theEndOfACommandIsFoundByTheShellsRules() {
        assertThat(expand("\"$(a; (b) # )\n)\"")).isEqualTo("<a; (b) # )\n>");
        assertThat(expand("\"$(a\n# '\n#\")\n;b'\n)'a#)")).isEqualTo("\"$(a\n# '\n#\")\n;b'\n)'a#)");
        assertThat(expand("\"$((a); (b))\"")).isEqualTo("<(a); (b)>");
        assertThat(expand("\"$(newlines)\"")).isEqualTo("a\n\nb");
    }

    @Test
    void commandsThatTheFirstWordDoesNotNeedAreNotEvaluated() {
        for (String text : new String[] {"a $(id)", "a `id`", "$(id) |", "'$(id)'", "\\$(", "$(id) \"", "X=plain"}) {
            assertThat(Expansion.commands(text, VARIABLES)).as(text).isEmpty();
        }
    }

    @Test
    void theCommandsOfATextAreKnownBeforeTheyRun() {
        assertThat(Expansion.commands("$(a)\"`b $NAME`\"$((1)) $(c)", VARIABLES))
                .containsExactly("a", "b $NAME", "echo \"$((1))\"");
    }

    @Test
    void anOutputOfTwoWordsEndsTheFirst() {
        assertThat(Expansion.firstWord(
                        "$(a)$(b)", VARIABLES, List.of("one two", "three").iterator()))
                .isEqualTo("one");
    }

    @Test
    void hostileNestingIsHarmless() {
        String deep = "\"$(".repeat(300_000);
        assertThat(expand(deep)).isEqualTo(deep);
    }

    private static String expand(String text) {
        List<String> outputs = Expansion.commands(text, VARIABLES).stream()
                .map(ExpansionTest::fake)
                .toList();
        return Expansion.firstWord(text, VARIABLES, outputs.iterator());
    }

    private static String fake(String command) {
        return switch (command) {
            case "empty" -> "\n";
            case "newlines" -> "a\n\nb\n\n\n";
            default -> "<" + command + ">\n";
        };
    }
}
