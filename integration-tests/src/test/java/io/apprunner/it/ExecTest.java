// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Executable;
import io.apprunner.it.support.ImageTest;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.Result;
import io.apprunner.it.support.Running;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Needs(Need.FUSE)
class ExecTest extends ImageTest {
    private static final int MEGABYTE = 1 << 20;

    @Test
    void theGuestIsDebian() {
        assertThat(image.output("fim-exec", "cat", "/etc/os-release"))
                .contains("ID=debian\n")
                .contains("VERSION_CODENAME=bookworm\n");
    }

    @Test
    void theGuestIsTheSameUser() {
        assertThat(image.guest("id -u; id -g; id -un"))
                .isEqualTo("%d\n%d\n%s\n".formatted(account.userId(), account.groupId(), account.login()));
    }

    @Test
    void argumentsThatLookLikeOptionsArriveUnchanged() {
        assertThat(image.output(
                        "fim-exec", "printf", "%s\\n", "-Xmx1g", "-Da=b", "@x", "--", "--help", "-h", "--version"))
                .isEqualTo("-Xmx1g\n-Da=b\n@x\n--\n--help\n-h\n--version\n");
    }

    @Test
    void aFileNamedAfterAnAtSignIsNotReadAsArguments() {
        workspace.write(workspace.work().resolve("x"), "expanded");

        assertThat(image.output("fim-exec", "printf", "%s\\n", "@x", "@@x")).isEqualTo("@x\n@@x\n");
    }

    @Test
    void optionsOfBubblewrapInPlaceOfTheProgramAreNoOptions() {
        Result result = image.run("fim-exec", "--bind", "/", "/");

        assertThat(result.status()).isEqualTo(127);
        assertThat(result.stderr()).contains("--bind");
    }

    @Test
    void emptyArgumentsQuotesSpacesAndLineEndsArriveUnchanged() {
        List<String> arguments = List.of(
                "", " ", "a b", "it's", "\"quoted\"", "$HOME", "$(id)", "`id`", "a\nb\n", "\\", "*", "ä€😀", "\t");
        List<String> command = new ArrayList<>(List.of("fim-exec", "printf", "%s\\0"));
        command.addAll(arguments);

        assertThat(image.run(command).success()).isEqualTo(String.join("\0", arguments) + "\0");
    }

    @Test
    void argumentsThatAreNotUtf8ArriveUnchanged() {
        Result result =
                image.behindScript("exec \"$@\" \"$(printf '\\377\\376a')\"").run("fim-exec", "printf", "%s");

        assertThat(result.stderr()).isEmpty();
        assertThat(result.output()).containsExactly(0xFF, 0xFE, 'a');
    }

    @Test
    void argumentsAreCharactersInAPlainLocaleToo() {
        assertThat(image.without("LANG").with("LC_ALL", "C").output("fim-exec", "printf", "%s", "ä€"))
                .isEqualTo("ä€");
    }

    @Test
    void twoHundredKilobytesOfArgumentsArriveUnchanged() {
        List<String> arguments = IntStream.range(0, 2000)
                .mapToObj(i -> "%08d".formatted(i) + "x".repeat(92))
                .toList();
        List<String> command = new ArrayList<>(List.of("fim-exec", "printf", "%s\\n"));
        command.addAll(arguments);

        assertThat(image.run(command).success()).isEqualTo(String.join("\n", arguments) + "\n");
    }

    @Test
    void oneArgumentOfAHundredKilobytesArrivesUnchanged() {
        String argument = "y".repeat(100_000);

        assertThat(image.output("fim-exec", "printf", "%s", argument)).isEqualTo(argument);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 125, 126, 127, 128, 255})
    void theExitStatusIsTheProgrammes(int status) {
        Result result = image.run("fim-exec", "sh", "-c", "exit " + status);

        assertThat(result.status()).isEqualTo(status);
        assertThat(result.stdout()).isEmpty();
        assertThat(result.stderr()).isEmpty();
    }

    @Test
    void aProgramThatIsMissingGives127() {
        Result result = image.run("fim-exec", "no-such-program");

        assertThat(result.status()).isEqualTo(127);
        assertThat(result.stdout()).isEmpty();
        assertThat(result.stderr()).contains("no-such-program").contains("not found");
    }

    @Test
    void aFileThatIsNotExecutableGives126() {
        Result result = image.run("fim-exec", "/etc/os-release");

        assertThat(result.status()).isEqualTo(126);
        assertThat(result.stderr()).contains("/etc/os-release");
    }

    @ParameterizedTest
    @CsvSource({"HUP,1", "INT,2", "KILL,9", "USR1,10", "SEGV,11", "TERM,15"})
    void aSignalThatEndsTheProgramGives128AndItsNumber(String name, int number) {
        Result result = image.run("fim-exec", "bash", "-c", "kill -s " + name + " $BASHPID; sleep 5");

        assertThat(result.status()).isEqualTo(128 + number);
    }

    @Test
    void tenMegabytesOfInputArriveUnchanged() {
        byte[] input = new byte[10 * MEGABYTE];
        new Random(1).nextBytes(input);

        Result result = image.reading(input).run("fim-exec", "cat");

        assertThat(result.success()).isNotNull();
        assertThat(result.output()).isEqualTo(input);
    }

    @Test
    void inputThatNobodyReadsDoesNoHarm() {
        assertThat(image.reading(new byte[MEGABYTE]).output("fim-exec", "true")).isEmpty();
    }

    @Test
    void closedStandardInputDoesNoHarm() {
        assertThat(image.behindScript("exec \"$@\" <&-").output("fim-exec", "echo", "fine"))
                .isEqualTo("fine\n");
    }

    @Test
    void aReaderThatGoesAwayEndsTheProgram() {
        Result result = image.behindScript("\"$@\" | head -c 2; echo \"${PIPESTATUS[0]}\"")
                .run("fim-exec", "sh", "-c", "while :; do echo x; done 2> /dev/null");

        assertThat(result.stdout()).matches("x\n(1|2|141)\n");
    }

    @Test
    void standardOutputAndErrorStayApart() {
        Result result = image.run("fim-exec", "sh", "-c", "echo out; echo err >&2");

        assertThat(result.stdout()).isEqualTo("out\n");
        assertThat(result.stderr()).isEqualTo("err\n");
        assertThat(result.status()).isZero();
    }

    @Test
    void nothingButTheProgramPrints() {
        Result result = image.run("fim-exec", "true");

        assertThat(result.status()).isZero();
        assertThat(result.stdout()).isEmpty();
        assertThat(result.stderr()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<&-", ">&-", "2>&-", "<&- >&-", ">&- 2>&-", "<&- 2>&-", "<&- >&- 2>&-"})
    void aClosedStandardStreamIsTheNullDevice(String closed) {
        String look = "echo \"$(readlink /proc/$$/fd/0) $(readlink /proc/$$/fd/1) $(readlink /proc/$$/fd/2)\" > /seen;"
                + " wc -c >> /seen";
        image.behindScript("exec \"$@\" " + closed).run("fim-exec", "bash", "-c", look);
        List<String> seen = image.guest("cat /seen; rm /seen").lines().toList();
        List<String> names = List.of(seen.getFirst().split(" "));
        assertThat(names.get(0)).matches(closed.contains("<") ? "/dev/null" : "pipe:.*");
        assertThat(names.get(1)).matches(closed.contains(" >") || closed.startsWith(">") ? "/dev/null" : "pipe:.*");
        assertThat(names.get(2)).matches(closed.contains("2>") ? "/dev/null" : "pipe:.*");
        assertThat(seen.getLast().strip()).isEqualTo("0");
    }

    @Test
    void theImageItselfCanBeStandardInput() {
        assertThat(image.behindScript("exec \"$@\" < \"$1\"").guest("wc -c").strip())
                .isEqualTo(Long.toString(workspace.image().toFile().length()));
    }

    @Test
    void theHostsVariablesDoNotReachTheGuest() {
        Map<String, String> host = Map.of(
                "SECRET_TOKEN", "s3cret",
                "SSH_AUTH_SOCK", "/run/s3cret",
                "DBUS_SESSION_BUS_ADDRESS", "unix:path=/s3cret",
                "DISPLAY", ":s3cret",
                "http_proxy", "http://me:s3cret@proxy",
                "FIM_START_FILES_", "s3cret");
        Executable program = image;
        for (Map.Entry<String, String> variable : host.entrySet()) {
            program = program.with(variable.getKey(), variable.getValue());
        }
        assertThat(program.guest("env; cat /proc/[0-9]*/environ 2> /dev/null | tr '\\0' '\\n'"))
                .doesNotContain("s3cret");
    }

    @Test
    void variablesOfTheTerminalAndTheLanguageReachTheGuest() {
        assertThat(image.with("TERM", "vt100")
                        .with("LC_TIME", "C")
                        .with("TZ", "UTC-3")
                        .guest("echo \"$TERM $LC_TIME $TZ $LANG\""))
                .isEqualTo("vt100 C UTC-3 C.UTF-8\n");
    }

    @Test
    void foldersOfTheHostAreNotOnTheGuestsPath() {
        assertThat(image.with("PATH", "/host/bin:/usr/bin:/bin").guest("echo \"$PATH\""))
                .matches("/tmp/fim/app/[^:]+/bin:/sbin:/usr/sbin:/usr/local/sbin:/bin:/usr/bin:/usr/local/bin\n");
    }

    @Test
    void variablesThatLoadCodeDoNotReachTheGuest() {
        // env, which comes first, must not be preloaded itself.
        assertThat(image.behind("env", "LD_PRELOAD=/no/such.so", "BASH_ENV=/etc/profile", "BASH_FUNC_ls%%=() { :; }")
                        .guest("echo \"${LD_PRELOAD-unset} ${BASH_ENV-unset}\"; env | grep -c BASH_FUNC; true"))
                .isEqualTo("unset unset\n0\n");
    }

    @Test
    void variablesAreGivenOnTheCommandLine() {
        assertThat(image.with("TOKEN", "t")
                        .output(
                                "fim-exec",
                                "--env",
                                "TOKEN",
                                "--env",
                                "A=b c",
                                "--env",
                                "MISSING",
                                "sh",
                                "-c",
                                "echo \"$TOKEN,$A,${MISSING-unset}\""))
                .isEqualTo("t,b c,unset\n");
        assertThat(image.output("fim-root", "--env", "HOME=/x", "sh", "-c", "echo \"$HOME\""))
                .isEqualTo("/x\n");
        assertThat(image.run("fim-exec", "--env", "=x", "true").refusal()).contains("no variable for --env");
    }

    @Test
    void theGuestKnowsWhereItComesFrom() {
        assertThat(image.guest("echo \"$FIM_BIN_SELF\"; echo \"$FIM_DIR_SELF\"; echo \"$HOME\"; echo \"$USER\""))
                .isEqualTo("%s\n%s\n%s\n%s\n"
                        .formatted(
                                workspace.image(), workspace.image().getParent(), workspace.home(), account.login()));
    }

    @Test
    void builtinsOfTheShellArePrograms() {
        assertThat(image.output("fim-exec", "command", "-v", "sh")).matches("/(usr/)?s?bin/sh\n");
        assertThat(image.output("fim-exec", "echo", "hello")).isEqualTo("hello\n");
        assertThat(image.run("fim-exec", "test", "-d", "/no/such/folder").status())
                .isEqualTo(1);
    }

    @Test
    void theWorkingFolderIsKeptWhenTheGuestHasItToo() {
        assertThat(image.in(Path.of("/usr/bin")).output("fim-exec", "pwd")).isEqualTo("/usr/bin\n");
    }

    @Test
    void theWorkingFolderIsAValidOneWhenTheGuestLacksIt() {
        assertThat(image.guest("cd . && pwd -P")).isIn(workspace.home() + "\n", "/\n");
    }

    @Test
    void aTerminalStaysATerminal() {
        String command = workspace.image() + " fim-exec sh -c 'test -t 0 && test -t 1 && echo terminal'";

        assertThat(image.at("script").output("-qec", command, "/dev/null")).contains("terminal");
    }

    @Test
    void withoutAProgramItIsAnError() {
        Result result = image.run("fim-exec");

        assertThat(result.refusal()).contains("Incorrect number of arguments for fim-exec");
        assertThat(result.stdout()).isEmpty();
    }

    @Test
    void aFullScreenOfOutputArrivesInOrder() {
        String expected =
                IntStream.rangeClosed(1, 20_000).mapToObj(i -> i + "\n").collect(Collectors.joining());

        assertThat(image.output("fim-exec", "seq", "20000")).isEqualTo(expected);
    }

    @Test
    void outputAppearsWhileTheProgramRuns() {
        try (Running running = image.start("fim-exec", "sh", "-c", "echo ready; exec sleep 60")) {
            running.awaitOutput("ready");
        }
    }

    @Test
    void bytesOfTheOutputAreNotTouched() {
        byte[] output = image.run("fim-exec", "printf", "\\000\\377\\r\\n").output();

        assertThat(output).isEqualTo("\0ÿ\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }
}
