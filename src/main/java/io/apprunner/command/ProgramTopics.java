// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command;

import io.apprunner.command.catalogue.Operation;
import io.apprunner.command.catalogue.Operation.Trait;
import io.apprunner.command.catalogue.Part;
import io.apprunner.command.catalogue.Section;
import io.apprunner.command.catalogue.Topic;
import io.apprunner.command.catalogue.Word.Kind;
import io.apprunner.command.diagnosis.DoctorCommand;
import io.apprunner.command.help.CompletionCommand;
import io.apprunner.command.help.HelpCommand;
import io.apprunner.command.help.ManualCommand;
import io.apprunner.command.help.PosixContractCommand;
import io.apprunner.command.help.VersionCommand;
import io.apprunner.command.make.AssembleCommand;
import io.apprunner.command.run.ExecCommand;
import io.apprunner.command.run.RootCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** The operations that run programs, and those about this program itself. */
final class ProgramTopics {
    private ProgramTopics() {}

    static Topic exec() {
        return program("exec", "run a program in a container as you", ExecCommand.class)
                .notes(
                        "the exit status is the program's; 125 means that app-runner failed",
                        "of the shell's 3<file and <(command) the program has what\n--preserve-fds says, nothing without it")
                .examples("fim-exec cat /etc/os-release", "fim-exec --preserve-fds 1 cat /dev/fd/3 3< <(date)");
    }

    static Topic root() {
        return program("root", "run a program in a container as root", RootCommand.class, Part.flag("--subuid"))
                .notes(
                        "with --subuid the container has the users and groups that /etc/subuid and\n/etc/subgid give to you, and its root is root of them all; files of theirs in the\ndata dir are removed by fim-root --subuid too")
                .examples("fim-root id -u", "fim-root --subuid apt-get install cron");
    }

    private static Topic program(
            String name, String purpose, Class<? extends Callable<Integer>> type, Part... options) {
        List<Part> parts = new ArrayList<>(List.of(options));
        parts.addAll(List.of(
                Part.option("--env", "name[=value]", Kind.FREE),
                Part.option("--preserve-fds", "n", Kind.FREE),
                Part.operand("program", Kind.FREE),
                Part.rest("args")));
        return Topic.of(
                name,
                purpose,
                Section.of(Operation.bare(type, parts.toArray(Part[]::new))
                                .missing("Incorrect number of arguments for fim-" + name)
                                .with(Trait.PASSES_WORDS))
                        .explaining(
                                "<name[=value]>",
                                "a variable of the guest, with the value that it has here\nunless another is given; as often as needed")
                        .explaining("<n>", "how many open files the program has besides 0, 1 and 2:\nthose from 3 on")
                        .explaining("<program>", "a program or shell builtin of the container")
                        .explaining("[args...]", "its arguments, passed on unchanged"));
    }

    static Topic doctor() {
        return Topic.of(
                        "doctor",
                        "tell what of this host works, what does not, and what helps",
                        Section.of(Operation.bare(DoctorCommand.class, Part.JSON)))
                .notes(
                        "works, weaker (a run works, but something is less closed or slower),\nabsent (only a permission would need it), fails (no run works)",
                        "the exit status is 1 when a run would fail");
    }

    static Topic version() {
        return Topic.of(
                "version",
                "tell the version, the build and the bundled tools",
                Section.of(Operation.bare(VersionCommand.class, Part.choice("short", "full", "deps"))
                        .expects(VersionCommand.MISSING)));
    }

    static Topic help() {
        return Topic.of(
                        "help",
                        "tell how to use the program or one command",
                        Section.of(
                                        Operation.bare(HelpCommand.class, Part.optional("topic", Kind.TOPIC)),
                                        Operation.of(
                                                "man", ManualCommand.class, Part.optional("command", Kind.COMMAND)),
                                        Operation.of(
                                                "completion",
                                                CompletionCommand.class,
                                                Part.choice("bash", "zsh", "fish"),
                                                Part.rest("name")))
                                .explaining("[topic]", "a command's name without fim-, or settings")
                                .explaining("[command]", "a command's name without fim-")
                                .explaining("[name...]", "the names that the image's file has; app-runner without any"))
                .summary("tell how to use a command, such as: fim-help exec;\n"
                        + "fim-help settings tells what variables configure")
                .notes("man prints a manual page; completion prints a script for a shell")
                .examples("fim-help man perms | man -l -", "fim-help completion bash > ~/.bashrc.d/app-runner");
    }

    static Topic assemble() {
        return Topic.internal(
                "assemble",
                Operation.bare(
                        AssembleCommand.class,
                        Part.operand("target", Kind.FILE),
                        Part.operand("distribution", Kind.FREE),
                        Part.operand("tools", Kind.DIRECTORY),
                        Part.rest("layer")));
    }

    static Topic posixContract() {
        return Topic.internal(
                "posix-contract", Operation.bare(PosixContractCommand.class, Part.operand("folder", Kind.DIRECTORY)));
    }
}
