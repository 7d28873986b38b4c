// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command;

import io.apprunner.command.catalogue.Operation;
import io.apprunner.command.catalogue.Part;
import io.apprunner.command.catalogue.Section;
import io.apprunner.command.catalogue.Topic;
import io.apprunner.command.catalogue.Word.Kind;
import io.apprunner.command.diagnosis.PermsExplainCommand;
import io.apprunner.command.settings.binds.BindAddCommand;
import io.apprunner.command.settings.binds.BindDelCommand;
import io.apprunner.command.settings.binds.BindListCommand;
import io.apprunner.command.settings.environment.EnvAddCommand;
import io.apprunner.command.settings.environment.EnvClearCommand;
import io.apprunner.command.settings.environment.EnvDelCommand;
import io.apprunner.command.settings.environment.EnvListCommand;
import io.apprunner.command.settings.environment.EnvSetCommand;
import io.apprunner.command.settings.flags.PermsAddCommand;
import io.apprunner.command.settings.flags.PermsClearCommand;
import io.apprunner.command.settings.flags.PermsDelCommand;
import io.apprunner.command.settings.flags.PermsListCommand;
import io.apprunner.command.settings.flags.PermsSetCommand;
import io.apprunner.command.settings.flags.UnshareAddCommand;
import io.apprunner.command.settings.flags.UnshareClearCommand;
import io.apprunner.command.settings.flags.UnshareDelCommand;
import io.apprunner.command.settings.flags.UnshareListCommand;
import io.apprunner.command.settings.flags.UnshareSetCommand;
import io.apprunner.command.settings.limits.LimitsClearCommand;
import io.apprunner.command.settings.limits.LimitsListCommand;
import io.apprunner.command.settings.limits.LimitsSetCommand;
import io.apprunner.db.Permission;
import io.apprunner.db.Unshare;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** The operations on what guests may use, have and see. */
final class GuestTopics {
    private GuestTopics() {}

    static Topic perms() {
        List<String> names = Names.flags(Permission.class);
        Part list = Part.list("permission,...", Names.withAll(names));
        return Topic.of(
                        "perms",
                        "set what guests may use of the host",
                        Section.of(
                                        flags("add", PermsAddCommand.class, list),
                                        flags("del", PermsDelCommand.class, list),
                                        flags("set", PermsSetCommand.class, list))
                                .explaining("<permission>", Names.explained(names)),
                        Section.of(
                                Operation.of("list", PermsListCommand.class, Part.JSON),
                                Operation.of("explain", PermsExplainCommand.class, Part.JSON),
                                Operation.change("clear", PermsClearCommand.class)))
                .missing("Missing op for fim-perms (add,del,list,set,clear)")
                .notes(
                        "without permissions guests have no network and see no files of the host",
                        "explain tells what a guest can reach now, permission by permission")
                .examples("fim-perms set network,home");
    }

    static Topic unshare() {
        List<String> names = Names.flags(Unshare.class);
        Part list = Part.list("namespace,...", Names.withAll(names));
        return Topic.of(
                        "unshare",
                        "set which namespaces guests get of their own",
                        Section.of(
                                        flags("add", UnshareAddCommand.class, list),
                                        flags("del", UnshareDelCommand.class, list),
                                        flags("set", UnshareSetCommand.class, list))
                                .explaining("<namespace>", Names.explained(names)),
                        Section.of(
                                Operation.of("list", UnshareListCommand.class, Part.JSON),
                                Operation.change("clear", UnshareClearCommand.class)))
                .missing("Missing op for fim-unshare (add,clear,del,list,set)")
                .notes("ipc, pid, uts and cgroup are always the guest's own, net without\npermission network")
                .examples("fim-unshare add net");
    }

    static Topic env() {
        Part assignments = Part.several("name=value");
        return Topic.of(
                        "env",
                        "set variables of the guest",
                        Section.of(
                                        variables("add", EnvAddCommand.class, assignments),
                                        variables("set", EnvSetCommand.class, assignments))
                                .explaining(
                                        "<name=value>",
                                        "a variable; ~, $VAR, quotes and $(command) in it are\nexpanded when it is used"),
                        Section.of(
                                variables("del", EnvDelCommand.class, Part.several("name")),
                                Operation.of("list", EnvListCommand.class, Part.JSON),
                                Operation.change("clear", EnvClearCommand.class)))
                .missing("Missing op for 'fim-env' (add,del,list,set,clear)")
                .notes(
                        "a $(command) sees the bundled bash and busybox, nothing of the host,\nand has 2 seconds",
                        "add keeps the other variables, set forgets them")
                .examples("fim-env add 'GREETING=\"hello world\"'");
    }

    static Topic bind() {
        return Topic.of(
                        "bind",
                        "set which files of the host guests see",
                        Section.of(Operation.change(
                                                "add",
                                                BindAddCommand.class,
                                                Part.choice("ro", "rw", "dev"),
                                                Part.operand("src", Kind.FILE),
                                                Part.operand("dst", Kind.FREE))
                                        .expects(BindAddCommand.EXPECTED))
                                .explaining("<ro|rw|dev>", "read-only, writable, or writable with device files")
                                .explaining("<src>", "the path on the host")
                                .explaining("<dst>", "the path in the container"),
                        Section.of(
                                Operation.change("del", BindDelCommand.class, Part.operand("index", Kind.FREE))
                                        .expects("Incorrect number of arguments for 'del' (<index>)"),
                                Operation.of("list", BindListCommand.class, Part.JSON)
                                        .surplus("'list' command takes no arguments")))
                .missing("Missing op for 'fim-bind' command (add,del,list)")
                .notes(
                        "~, $VAR, quotes and $(command) in the paths are expanded when a\ncontainer starts",
                        "paths of the host that do not exist are left out")
                .examples("fim-bind add ro '$HOME/Music' /music");
    }

    static Topic limits() {
        return Topic.of(
                        "limits",
                        "set how much guests may take",
                        Section.of(Operation.change("set", LimitsSetCommand.class, Part.several("limit=value"))
                                        .missing("Missing arguments for 'SET'"))
                                .explaining(
                                        "<limit=value>",
                                        "memory, processes or tmp with a number, for memory and tmp\nof bytes or with K, M, G or T; or none"),
                        Section.of(
                                Operation.of("list", LimitsListCommand.class, Part.JSON),
                                Operation.change("clear", LimitsClearCommand.class)))
                .missing("Missing op for fim-limits (set,list,clear)")
                .notes(
                        "memory is what each process may allocate; processes counts threads too,\nbut not where root of the host runs the image as root",
                        "tmp is what /tmp may hold; without it, half of the machine's memory",
                        "set keeps the limits that it does not name")
                .examples("fim-limits set memory=2G processes=200 tmp=512M");
    }

    private static Operation flags(String word, Class<? extends Callable<Integer>> type, Part list) {
        return Operation.change(word, type, list)
                .missing("No arguments for '" + word.toUpperCase(Locale.ROOT) + "' command");
    }

    private static Operation variables(String word, Class<? extends Callable<Integer>> type, Part variables) {
        return Operation.change(word, type, variables)
                .missing("Missing arguments for '" + word.toUpperCase(Locale.ROOT) + "'");
    }
}
