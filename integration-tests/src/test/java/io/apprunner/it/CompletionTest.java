// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.ImageTest;
import io.apprunner.it.support.Images;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The completion scripts in the shells that they are for. */
class CompletionTest extends ImageTest {
    private static final String BASH = """
            set +e; . "$1"; shift
            COMP_WORDS=(app-runner "$@"); COMP_CWORD=$#
            _app_runner
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    private static final String ZSH = """
            cat > "$2" << 'END'
            zmodload zsh/zpty
            zpty z zsh -f -i
            zpty -w z "PS1=; autoload -Uz compinit; compinit -u -D; source '$1'; bindkey '^I' complete-word; echo REA''DY"
            zpty -r -m z out '*READY*'
            zpty -w -n z "$2"$'\\t'
            sleep 1
            zpty -w -n z $'\\001print -r -- "[\\005]"\\n'
            zpty -r -m z out '*\\[app-runner*\\]*\\[*\\]*'
            print -r -- "$out" | tr -d '\\r' | grep '^\\['
            END
            timeout 20 zsh -f "$2" "$1" "$3"
            """;

    @Override
    protected Path original() {
        return Images.launcher();
    }

    @ParameterizedTest
    @CsvSource({
        "fim-ov,fim-overlay",
        "fim-overlay set unio,unionfs",
        "'fim-perms add home,net','home,network'",
        "fim-layer li,'list\nlist-files'",
        "fim-help completion z,zsh",
        "fim-exec fim-,''",
        "fim-layer add /etc/host.c,/etc/host.conf",
        "fim-layer create /et,/etc"
    })
    void bashCompletesTheLastWord(String words, String expected) {
        assertThat(workspace.script(BASH, arguments("bash", words))).isEqualTo(expected.replace("\\n", "\n") + "\n");
    }

    @Test
    @Needs(Need.FISH)
    void fishCompletesTheLastWord() {
        Path script = script("fish");
        workspace.script("fish --no-config -n \"$1\"", script);
        for (String[] each : new String[][] {
            {"fim-ov", "fim-overlay"}, {"fim-perms add home,net", "home,network"}, {"fim-exec fim-", ""}
        }) {
            assertThat(workspace
                            .script(
                                    "fish --no-config -c 'source $argv[1]; complete -C $argv[2]' \"$1\" \"$2\"",
                                    script,
                                    "app-runner " + each[0])
                            .strip())
                    .isEqualTo(each[1]);
        }
    }

    @Test
    @Needs(Need.ZSH)
    void zshCompletesTheLastWord() {
        Path script = script("zsh");
        workspace.script("zsh -f -n \"$1\"", script);
        assertThat(workspace.script(
                        ZSH, script, workspace.work().resolve("try.zsh"), "app-runner fim-perms add home,net"))
                .isEqualTo("[app-runner fim-perms add home,network]\n");
    }

    @Test
    void scriptsCanBeForOtherNames() {
        assertThat(image.output("fim-help", "completion", "bash", "firefox", "my app"))
                .endsWith("complete -F _app_runner firefox 'my app'\n");
    }

    @Test
    void anUnknownShellIsRefused() {
        assertThat(image.run("fim-help", "completion", "csh").refusal())
                .contains("Invalid shell for completion: 'csh'");
        assertThat(image.run("fim-help", "completion").refusal()).contains("bash|zsh|fish");
    }

    private Object[] arguments(String shell, String words) {
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(script(shell)),
                        java.util.Arrays.stream(words.split(" ", -1)).map(Object.class::cast))
                .toArray();
    }

    private Path script(String shell) {
        return workspace.write(
                workspace.work().resolve("completion." + shell), image.output("fim-help", "completion", shell));
    }
}
