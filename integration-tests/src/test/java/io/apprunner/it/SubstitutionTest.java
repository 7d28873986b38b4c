// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.OwnImageTest;
import io.apprunner.it.support.Result;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commands inside of stored texts are evaluated in a sealed sandbox, and only when their output is needed. */
@Needs(Need.USER_NAMESPACES)
class SubstitutionTest extends OwnImageTest {
    @Test
    void theOutputOfACommandIsSplitIntoWordsUnlessItIsQuoted() {
        image.output("fim-env", "set", "A=$(echo hi there)", "B=\"$(echo hi there)\"", "C=`echo x`y$((20 + 3))");
        assertThat(image.output("fim-env", "list")).isEqualTo("A=hi\nB=hi there\nC=xy23\n");
    }

    @Test
    void namesCanBeCommandsToo() {
        image.output("fim-env", "set", "$(echo $META)=WORLD");
        assertThat(image.with("META", "NAME").output("fim-env", "list")).isEqualTo("NAME=WORLD\n");
    }

    @Test
    void nestedQuotesAndCommandsAreFound() {
        image.output("fim-env", "set", "A=\"$(echo \"$(echo ')' \"a b\")\" \\) # )\n)\"");
        assertThat(image.output("fim-env", "list")).isEqualTo("A=) a b )\n");
    }

    @Test
    void aCommandSeesNothingOfTheHost() {
        assertThat(evaluate("ls / | xargs")).isEqualTo("bin dev proc sbin tmp usr");
        assertThat(evaluate("cat /etc/passwd $HOME/* " + workspace.image())).isEmpty();
        assertThat(evaluate("id -u")).isEqualTo("65534");
        assertThat(evaluate("cat /proc/net/dev | grep -c :")).isEqualTo("1");
        assertThat(evaluate("grep CapBnd /proc/self/status | tr -d '\\t'")).isEqualTo("CapBnd:0000000000000000");
        assertThat(evaluate("unshare -r true && echo namespace")).isEmpty();
        assertThat(evaluate("ls /proc/self/fd | wc -l")).isEqualTo("4");
    }

    @Test
    void aCommandCannotHaveManyProcesses() {
        assertThat(evaluate("(for i in $(seq 100); do sleep 1 & done) > /dev/null 2>&1 & sleep 0.5;"
                        + " set -- /proc/[0-9]*; test $# -lt 70 && echo few"))
                .isEqualTo("few");
    }

    @Test
    void theBundledProgramsAreFoundWhateverThePath() {
        assertThat(evaluate("echo a | tr a b; printf c | xargs -n 1 echo; bash -c 'echo d'; sh -c 'echo e'"))
                .isEqualTo("b\nc\nd\ne");
        image.output("fim-env", "set", "A=$(echo a | tr a b)");
        assertThat(image.with("PATH", "/nowhere").output("fim-env", "list")).isEqualTo("A=b\n");
    }

    @Test
    void aCommandThatTakesTooLongIsAnError() {
        image.output("fim-env", "set", "A=$(sleep 20)");
        Result result = image.run("fim-env", "list");
        assertThat(result.refusal()).contains("cannot evaluate the stored $(sleep 20)");
        assertThat(result.duration()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void oneThatTakesTooLongAmongOthersIsNamed() {
        image.output("fim-env", "set", "A=$(echo 1)", "B=$(sleep 20)", "C=$(echo 3)");
        assertThat(image.run("fim-env", "list").refusal()).contains("cannot evaluate the stored $(sleep 20)");
    }

    @Test
    void eachCommandHasItsTimeAndItsOutput() {
        image.output(
                "fim-env",
                "set",
                "A=$(sleep 1.5; echo 1)",
                "B=$(sleep 1.5; exit 3)",
                "C=$(head -c 60000 /dev/zero | tr '\\0' c)");
        assertThat(image.output("fim-env", "list")).isEqualTo("A=1\nB=\nC=" + "c".repeat(60_000) + "\n");
    }

    @Test
    void allCommandsOfARunShareOneSandbox() {
        image.output("fim-env", "set", "A=$(echo $$ > /tmp/file; echo made)", "B=$(cat /tmp/file)");
        assertThat(image.output("fim-env", "list")).matches("A=made\nB=\\d+\n");
    }

    @Test
    void commandsAreRefusedTheSystemCallsOfAGuestWithoutPermissions() {
        assertThat(evaluate("grep -o 'Seccomp:.*' /proc/self/status | tr -d '\\t'"))
                .isEqualTo("Seccomp:2");
    }

    @Test
    void tooMuchOutputIsAnError() {
        image.output("fim-env", "set", "A=$(yes)");
        assertThat(image.run("fim-env", "list").refusal()).contains("cannot evaluate the stored $(yes)");
    }

    @Test
    void onlyWhatIsNeededIsEvaluated() {
        image.output("fim-env", "set", "A=a $(sleep 20)", "B='$(sleep 20)'", "C=$(sleep 20) |");
        assertThat(image.output("fim-env", "list")).isEqualTo("A=a\nB=$(sleep 20)\nC=$(sleep 20) |\n");
        image.output("fim-env", "set", "A=$(sleep 20)");
        for (List<String> command : List.of(
                List.of("fim-version", "short"),
                List.of("fim-layer", "list"),
                List.of("fim-perms", "list"),
                List.of("fim-env", "add", "B=1"))) {
            assertThat(image.run(command).status()).isZero();
        }
    }

    @Test
    @Needs(Need.FUSE)
    void runsUseTheOutput() {
        workspace.write(workspace.home().resolve("file"), "text\n");
        image.output("fim-env", "set", "A=\"$(echo hi there)\"");
        image.output("fim-bind", "add", "ro", "$(echo $HOME)/file", "/$(printf bound)");
        image.output("fim-boot", "set", "$(echo echo)", "$(echo raw)");
        assertThat(image.output("x")).isEqualTo("$(echo raw) x\n");
        assertThat(image.guest("echo $A; cat /bound")).isEqualTo("hi there\ntext\n");
    }

    private String evaluate(String command) {
        image.output("fim-env", "set", "A=\"$(" + command + ")\"");
        String listed = image.output("fim-env", "list");
        assertThat(listed).startsWith("A=").endsWith("\n");
        return listed.substring(2, listed.length() - 1);
    }
}
