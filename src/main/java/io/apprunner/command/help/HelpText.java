// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.help;

import io.apprunner.command.Commands;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What {@code fim-help} prints, at most 80 columns wide. */
public final class HelpText {
    static final String GENERAL = """
            app-runner: a container in a single executable file

            Usage: app-runner [args...]                run the image's boot program
                   app-runner fim-<command> [args...]  run a command

              fim-exec    : run a program in a container as you
              fim-root    : run a program in a container as root
              fim-layer   : make layers, add them to the image, look into them
              fim-boot    : set what runs when no command is given
              fim-perms   : set what guests may use of the host
              fim-unshare : set which namespaces guests get of their own
              fim-env     : set variables of the guest
              fim-bind    : set which files of the host guests see
              fim-overlay : set how the layers are stacked
              fim-casefold: match names of files in upper and lower case
              fim-desktop : give menu entry, file type and icons to the desktop
              fim-notify  : tell the desktop about starts
              fim-remote  : set where recipes come from
              fim-reset   : forget settings, also damaged ones
              fim-version : tell the version, the build and the bundled tools
              fim-help    : tell how to use a command, such as: fim-help exec;
                            fim-help settings tells what variables configure
            """;

    private HelpText() {}

    public static Optional<String> of(String topic) {
        return switch (topic) {
            case "exec" -> Optional.of("""
                        fim-exec : run a program in a container as you
                        Usage: fim-exec <program> [args...]
                          <program> : a program or shell builtin of the container
                          [args...] : its arguments, passed on unchanged
                        Note: the exit status is the program's; 125 means that app-runner failed
                        Example: fim-exec cat /etc/os-release
                        """);
            case "root" -> Optional.of("""
                        fim-root : run a program in a container as root
                        Usage: fim-root <program> [args...]
                          <program> : a program or shell builtin of the container
                          [args...] : its arguments, passed on unchanged
                        Example: fim-root id -u
                        """);
            case "layer" -> Optional.of("""
                        fim-layer : make layers, add them to the image, look into them
                        Usage: fim-layer create [--start-files <list>] <dir> <file>
                          <list> : a file with paths in <dir>, one per line, that a start reads
                          <dir>  : the folder that becomes a layer
                          <file> : the layer file to make
                        Usage: fim-layer add <file>
                          <file> : a layer file to append to the image
                        Usage: fim-layer list [--json]
                        Usage: fim-layer verify [--json] <file>
                        Usage: fim-layer extract [--json] [--layer <n>] [--keep-special] <file> <dir>
                        Usage: fim-layer list-files [--json] [--layer <n>] <file>
                        Usage: fim-layer diff [--json] [--layer <n>] <file> <file>
                        Usage: fim-layer info [--json] <file>
                        Usage: fim-layer mount [--cachesize <MiB>] [--layer <n>] [--uid <n>]
                                               [--gid <n>] [--ignore-case] [--foreground]
                                               <file> <dir>
                          <file> : a layer file, or an image with layers from 0 to <n>
                          <dir>  : an empty or new folder
                        Note: list prints index:offset:size:path, the lowest layer first
                        Note: the status of verify is 1 when a layer is damaged,
                              that of diff is 1 when the layers differ
                        Note: extract leaves out devices, and set-uid and set-gid bits of
                              files, unless --keep-special asks for them
                        Note: FIM_COMPRESSION_LEVEL (0 to 9, default 7) sets how hard to compress
                        Note: with SOURCE_DATE_EPOCH, create gives no file a later time
                        """);
            case "version" -> Optional.of("""
                        fim-version : tell the version, the build and the bundled tools
                        Usage: fim-version <short|full|deps>
                        """);
            case "help" -> Optional.of("""
                        fim-help : tell how to use the program or one command
                        Usage: fim-help [topic]
                        Usage: fim-help man [command]
                        Usage: fim-help completion <bash|zsh|fish> [name...]
                          [topic]   : a command's name without fim-, or settings
                          [command] : a command's name without fim-
                          [name...] : the names that the image's file has; app-runner without any
                        Note: man prints a manual page; completion prints a script for a shell
                        Example: fim-help man perms | man -l -
                        Example: fim-help completion bash > ~/.bashrc.d/app-runner
                        """);
            case SettingsTopic.NAME -> Optional.of(SettingsTopic.text());
            default -> SettingsHelp.of(topic);
        };
    }

    /** All topics, in alphabetical order. */
    static List<String> topics() {
        return Stream.concat(
                        Commands.names().stream().map(name -> name.substring("fim-".length())),
                        Stream.of(SettingsTopic.NAME))
                .sorted()
                .toList();
    }

    /** The topics that are commands, in the order of the help. */
    static List<HelpTopic> commands() {
        return Commands.names().stream()
                .map(name -> HelpTopic.parse(of(name.substring("fim-".length())).orElseThrow()))
                .toList();
    }
}
