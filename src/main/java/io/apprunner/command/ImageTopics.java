// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command;

import io.apprunner.command.catalogue.Operation;
import io.apprunner.command.catalogue.Operation.Trait;
import io.apprunner.command.catalogue.Part;
import io.apprunner.command.catalogue.Section;
import io.apprunner.command.catalogue.Topic;
import io.apprunner.command.catalogue.Word.Kind;
import io.apprunner.command.settings.CasefoldCommand;
import io.apprunner.command.settings.NotifyCommand;
import io.apprunner.command.settings.OverlaySetCommand;
import io.apprunner.command.settings.OverlayShowCommand;
import io.apprunner.command.settings.ResetCommand;
import io.apprunner.command.settings.boot.BootClearCommand;
import io.apprunner.command.settings.boot.BootSetCommand;
import io.apprunner.command.settings.boot.BootShowCommand;
import io.apprunner.command.settings.desktop.DesktopCleanCommand;
import io.apprunner.command.settings.desktop.DesktopDumpCommand;
import io.apprunner.command.settings.desktop.DesktopEnableCommand;
import io.apprunner.command.settings.desktop.DesktopSetupCommand;
import io.apprunner.command.settings.remote.RemoteClearCommand;
import io.apprunner.command.settings.remote.RemoteSetCommand;
import io.apprunner.command.settings.remote.RemoteShowCommand;
import io.apprunner.db.OverlayKind;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/** The operations on what the image does when it starts, and on all that it has stored. */
final class ImageTopics {
    private ImageTopics() {}

    static Topic boot() {
        return Topic.of(
                        "boot",
                        "set what runs when no command is given",
                        Section.of(Operation.change(
                                                "set",
                                                BootSetCommand.class,
                                                Part.operand("program", Kind.FREE),
                                                Part.rest("args"))
                                        .missing(BootSetCommand.MISSING)
                                        .with(Trait.PASSES_WORDS))
                                .explaining("<program>", "a program of the container")
                                .explaining("[args...]", "its first arguments; those of the command line follow"),
                        Section.of(
                                Operation.of("show", BootShowCommand.class, Part.JSON),
                                Operation.change("clear", BootClearCommand.class)))
                .missing("Missing op for 'fim-boot' (<set|show|clear>)")
                .notes("without a stored program bash runs")
                .examples("fim-boot set firefox --private-window");
    }

    static Topic overlay() {
        String[] kinds =
                Arrays.stream(OverlayKind.values()).map(OverlayKind::label).toArray(String[]::new);
        return Topic.of(
                        "overlay",
                        "set how the layers are stacked",
                        Section.of(
                                Operation.change("set", OverlaySetCommand.class, Part.choice(kinds))
                                        .missing("Missing argument for 'set'"),
                                Operation.of("show", OverlayShowCommand.class, Part.JSON)))
                .missing("Missing op for 'fim-overlay' (<set|show>)")
                .notes("the variable FIM_OVERLAY chooses for one run");
    }

    static Topic casefold() {
        return toggle("casefold", "match names of files in upper and lower case", CasefoldCommand.class)
                .notes("the variable FIM_CASEFOLD=1 switches it on for one run");
    }

    static Topic notification() {
        return toggle("notify", "tell the desktop about starts", NotifyCommand.class)
                .notes("works when fim-desktop has set the desktop up");
    }

    private static Topic toggle(String name, String purpose, Class<? extends Callable<Integer>> type) {
        return Topic.of(
                name,
                purpose,
                Section.of(Operation.bare(type, Part.choice("on", "off"))
                        .expects("Incorrect number of arguments for 'fim-" + name + "' (<on|off>)")
                        .with(Trait.CHANGES_IMAGE)));
    }

    static Topic desktop() {
        return Topic.of(
                        "desktop",
                        "give menu entry, file type and icons to the desktop",
                        Section.of(Operation.change("setup", DesktopSetupCommand.class, Part.operand("json", Kind.FILE))
                                        .missing("Missing argument for 'setup' (/path/to/file.json)"))
                                .explaining(
                                        "<json>",
                                        String.join(
                                                "\n",
                                                "a file such as",
                                                "{\"name\": \"App\", \"icon\": \"./app.png\", \"categories\": [\"Game\"],",
                                                " \"integrations\": [\"ENTRY\", \"MIMETYPE\", \"ICON\"]}")),
                        Section.of(
                                Operation.change(
                                                "enable",
                                                DesktopEnableCommand.class,
                                                Part.list(
                                                        "entry,mimetype,icon | none",
                                                        List.of("entry", "mimetype", "icon", "none")))
                                        .missing("Missing arguments for 'enable' (entry,mimetype,icon,none)"),
                                Operation.of("clean", DesktopCleanCommand.class),
                                Operation.of("dump", DesktopDumpCommand.class, Part.choice("entry", "mimetype"))
                                        .or(Part.choice("icon"), Part.operand("file", Kind.FILE))
                                        .missing("Missing arguments for 'dump' (entry,mimetype,icon)")))
                .missing("Missing op for 'fim-desktop' (setup,enable,clean,dump)")
                .notes(
                        "the icon is a PNG, JPEG or SVG file of less than 1 MiB",
                        "what is enabled is made when a container starts; clean removes it")
                .examples("fim-desktop enable entry,icon");
    }

    static Topic remote() {
        return Topic.of(
                        "remote",
                        "set where recipes come from",
                        Section.of(
                                Operation.change("set", RemoteSetCommand.class, Part.operand("url", Kind.FREE))
                                        .missing(RemoteSetCommand.MISSING),
                                Operation.of("show", RemoteShowCommand.class, Part.JSON),
                                Operation.change("clear", RemoteClearCommand.class)))
                .missing("Missing op for 'fim-remote' (<set|show|clear>)");
    }

    static Topic reset() {
        List<String> names = Names.settings();
        return Topic.of(
                "reset",
                "forget settings, also damaged ones",
                Section.of(Operation.bare(ResetCommand.class, Part.operand("setting", Names.withAll(names)))
                                .missing("Missing setting for 'fim-reset' (all," + String.join(",", names) + ")")
                                .with(Trait.CHANGES_IMAGE))
                        .explaining("<setting>", Names.explained(names)));
    }
}
