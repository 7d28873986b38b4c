// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.help;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Scripts that complete command lines in a shell. They hold all that they need and do not run the image, which the user
 * may only be about to trust.
 */
enum CompletionScript {
    BASH("""
            # Completion for bash; made by: app-runner fim-help completion bash
            _app_runner_is() {
                local index=1 pattern
                [ "$COMP_CWORD" -eq $(($# + 1)) ] || return 1
                for pattern in "$@"; do
                    [[ ${COMP_WORDS[index]} =~ ^($pattern)$ ]] || return 1
                    index=$((index + 1))
                done
            }
            _app_runner_add() {
                local line
                while IFS= read -r line; do COMPREPLY+=("$line"); done
            }
            _app_runner_word() { _app_runner_add < <(compgen -W "$1" -- "$cur"); }
            _app_runner_list() {
                local start=
                case $cur in *,*) start=${cur%,*}, ;; esac
                _app_runner_add < <(compgen -P "$start" -W "$1" -- "${cur##*,}")
            }
            _app_runner_file() {
                compopt -o filenames 2> /dev/null
                _app_runner_add < <(compgen -f -- "$cur")
            }
            _app_runner_directory() {
                compopt -o filenames 2> /dev/null
                _app_runner_add < <(compgen -d -- "$cur")
            }
            _app_runner() {
                local cur=${COMP_WORDS[COMP_CWORD]}
                COMPREPLY=()
            @RULES@    return 0
            }
            complete -F _app_runner @NAMES@
            """, "    _app_runner_is%s && _app_runner_%s%s\n"),
    ZSH("""
            #compdef @NAMES@
            # Completion for zsh; made by: app-runner fim-help completion zsh
            _app_runner_is() {
                local index=2 pattern
                (( CURRENT == $# + 2 )) || return 1
                for pattern in "$@"; do
                    [[ ${words[index]} =~ "^($pattern)$" ]] || return 1
                    (( index++ ))
                done
            }
            _app_runner_word() { compadd -- ${=1}; }
            _app_runner_list() {
                compset -P '*,'
                compadd -q -S , -- ${=1}
            }
            _app_runner_file() { _files; }
            _app_runner_directory() { _files -/; }
            _app_runner() {
            @RULES@    return 0
            }
            if [ "$funcstack[1]" = _app_runner ]; then
                _app_runner "$@"
            else
                compdef _app_runner @NAMES@
            fi
            """, "    _app_runner_is%s && _app_runner_%s%s\n"),
    FISH("""
            # Completion for fish; made by: app-runner fim-help completion fish
            function _app_runner_is
                set -l before (commandline -opc)
                test (count $before) -eq (math (count $argv) + 1); or return 1
                for index in (seq (count $argv))
                    string match -qr -- "^($argv[$index])\\$" $before[(math $index + 1)]; or return 1
                end
            end
            function _app_runner_word
                string split ' ' -- $argv
            end
            function _app_runner_list
                set -l start (string match -r -- '.*,' (commandline -ct))
                for word in (string split ' ' -- $argv)
                    echo $start$word
                end
            end
            function _app_runner_file
                __fish_complete_path (commandline -ct)
            end
            function _app_runner_directory
                __fish_complete_directories (commandline -ct)
            end
            function _app_runner
            @RULES@    return 0
            end
            for name in @NAMES@
                complete -c $name -f -a '(_app_runner)'
            end
            """, "    _app_runner_is%s; and _app_runner_%s%s\n");

    private final String frame;
    private final String line;

    CompletionScript(String frame, String line) {
        this.frame = frame;
        this.line = line;
    }

    /** The script of a shell. */
    static Optional<CompletionScript> named(String shell) {
        return List.of(values()).stream()
                .filter(script -> script.name().equalsIgnoreCase(shell))
                .findFirst();
    }

    /**
     * The script's text.
     *
     * @param lines what can stand where
     * @param names names of programs that it is for
     */
    String text(List<CompletionRule> lines, List<String> names) {
        String rules = lines.stream().map(this::line).collect(Collectors.joining());
        return frame.replace("@RULES@", rules)
                .replace("@NAMES@", names.stream().map(CompletionScript::quoted).collect(Collectors.joining(" ")));
    }

    private String line(CompletionRule rule) {
        return line.formatted(
                rule.before().stream().map(pattern -> " '" + pattern + "'").collect(Collectors.joining()),
                rule.kind().name().toLowerCase(java.util.Locale.ROOT),
                rule.values().isEmpty() ? "" : " '" + String.join(" ", rule.values()) + "'");
    }

    /** As one word of every shell; they disagree about the characters that are refused. */
    private static String quoted(String name) {
        if (name.chars().anyMatch(c -> c == '\\' || Character.isISOControl(c))) {
            throw new AppRunnerException(ErrorCode.USAGE, "'" + name + "' cannot be completed", "rename the file");
        }
        return name.matches("[A-Za-z0-9._+-]+") ? name : "'" + name.replace("'", "'\\''") + "'";
    }
}
