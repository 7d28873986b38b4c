// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command;

import static io.apprunner.command.catalogue.Part.flag;
import static io.apprunner.command.catalogue.Part.operand;
import static io.apprunner.command.catalogue.Part.option;

import io.apprunner.command.catalogue.Operation;
import io.apprunner.command.catalogue.Operation.Trait;
import io.apprunner.command.catalogue.Part;
import io.apprunner.command.catalogue.Section;
import io.apprunner.command.catalogue.Topic;
import io.apprunner.command.catalogue.Word.Kind;
import io.apprunner.command.layer.LayerAddCommand;
import io.apprunner.command.layer.LayerCreateCommand;
import io.apprunner.command.layer.LayerDiffCommand;
import io.apprunner.command.layer.LayerExtractCommand;
import io.apprunner.command.layer.LayerInfoCommand;
import io.apprunner.command.layer.LayerListCommand;
import io.apprunner.command.layer.LayerListFilesCommand;
import io.apprunner.command.layer.LayerMountCommand;
import io.apprunner.command.layer.LayerVerifyCommand;

/** The operations on layers. */
final class LayerTopics {
    private static final Part FILE = operand("file", Kind.FILE);
    private static final Part FOLDER = operand("dir", Kind.DIRECTORY);
    private static final Part LAYER = option("--layer", "n", Kind.FREE);

    private LayerTopics() {}

    static Topic layer() {
        return Topic.of(
                        "layer",
                        "make layers, add them to the image, look into them",
                        Section.of(Operation.of(
                                                "create",
                                                LayerCreateCommand.class,
                                                option("--start-files", "list", Kind.FILE),
                                                flag("--keep-nanoseconds"),
                                                FOLDER,
                                                FILE)
                                        .expects("create requires exactly two arguments"
                                                + " (/path/to/dir /path/to/file.layer)"))
                                .explaining("<list>", "a file with paths in <dir>, one per line, that a start reads")
                                .explaining("<dir>", "the folder that becomes a layer")
                                .explaining("<file>", "the layer file to make"),
                        Section.of(Operation.of("add", LayerAddCommand.class, FILE)
                                        .expects("add requires exactly one argument (/path/to/file.layer)"))
                                .explaining("<file>", "a layer file to append to the image"),
                        inspection())
                .missing("Missing op for 'fim-layer' (create,add,list,verify,extract,list-files,diff,info,mount)")
                .notes(
                        "list prints index:offset:size:path, the lowest layer first",
                        "the status of verify is 1 when a layer is damaged, and 2 when it\n"
                                + "is not, but has something that this version cannot read;\n"
                                + "that of diff is 1 when the layers differ",
                        "extract leaves out devices, and set-uid and set-gid bits of\n"
                                + "files, unless --keep-special asks for them",
                        "create keeps whole seconds of times, and with\n--keep-nanoseconds all of them",
                        "extract goes on after a file that fails, and its status is 1 then;\n"
                                + "--fail-fast ends it there",
                        "FIM_COMPRESSION_LEVEL (0 to 9, default 7) sets how hard to compress",
                        "with SOURCE_DATE_EPOCH, create gives no file a later time");
    }

    private static Section inspection() {
        return Section.of(
                        Operation.of("list", LayerListCommand.class, Part.JSON)
                                .surplus("Trailing arguments for fim-layer list"),
                        Operation.of("verify", LayerVerifyCommand.class, Part.JSON, FILE)
                                .strict(),
                        Operation.of(
                                        "extract",
                                        LayerExtractCommand.class,
                                        Part.JSON,
                                        LAYER,
                                        flag("--keep-special"),
                                        flag("--fail-fast"),
                                        FILE,
                                        FOLDER)
                                .strict(),
                        Operation.of("list-files", LayerListFilesCommand.class, Part.JSON, LAYER, FILE)
                                .strict(),
                        Operation.of("diff", LayerDiffCommand.class, Part.JSON, LAYER, FILE, FILE)
                                .strict(),
                        Operation.of("info", LayerInfoCommand.class, Part.JSON, FILE)
                                .strict(),
                        Operation.of(
                                        "mount",
                                        LayerMountCommand.class,
                                        option("--cachesize", "MiB", Kind.FREE),
                                        LAYER,
                                        option("--uid", "n", Kind.FREE),
                                        option("--gid", "n", Kind.FREE),
                                        flag("--ignore-case"),
                                        flag(LayerMountCommand.FOREGROUND),
                                        FILE,
                                        FOLDER)
                                .strict()
                                .with(Trait.BARE))
                .explaining("<file>", "a layer file, or an image with layers from 0 to <n>")
                .explaining("<dir>", "an empty or new folder");
    }
}
