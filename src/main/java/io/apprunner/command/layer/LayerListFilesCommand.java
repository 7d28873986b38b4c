// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.layer;

import io.apprunner.command.output.Json;
import io.apprunner.console.Console;
import io.apprunner.console.Printable;
import io.apprunner.dwarfs.format.FileType;
import io.apprunner.dwarfs.tree.TreeEntry;
import io.apprunner.filesystems.layer.LayerInspector;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fim-layer list-files}: one line for each entry of a layer. */
@Command
public class LayerListFilesCommand extends LayerInspection {
    @Option(names = "--layer")
    int layer = -1;

    /** Made by CDI. */
    public LayerListFilesCommand(LayerInspector layers, Json renderer, Console console) {
        super(layers, renderer, console);
    }

    @Override
    public Integer call() {
        if (json) {
            printJsonEach(entries -> layers.list(file, layer, entry -> entries.accept(map(entry))));
            return 0;
        }
        layers.list(file, layer, entry -> console.line(line(entry)));
        return 0;
    }

    private static String line(TreeEntry entry) {
        String target = entry.type() == FileType.LINK ? " -> " + Printable.of(entry.target()) : "";
        return letter(entry.type()) + "%04o ".formatted(entry.mode()) + entry.uid() + ":" + entry.gid() + " "
                + entry.size() + " " + time(entry.modified()) + " " + Printable.of(entry.path()) + target;
    }

    private static char letter(FileType type) {
        return switch (type) {
            case DIRECTORY -> 'd';
            case LINK -> 'l';
            case REGULAR -> '-';
            case BLOCK_DEVICE -> 'b';
            case CHARACTER_DEVICE -> 'c';
            case FIFO -> 'p';
            case SOCKET -> 's';
        };
    }

    /** Images can have times that no calendar has. */
    private static String time(long seconds) {
        long clamped = Math.clamp(seconds, Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond());
        return Instant.ofEpochSecond(clamped).toString();
    }

    private static Map<String, Object> map(TreeEntry entry) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("path", entry.path());
        map.put("type", entry.type().name().toLowerCase(Locale.ROOT));
        map.put("mode", "%04o".formatted(entry.mode()));
        map.put("uid", entry.uid());
        map.put("gid", entry.gid());
        map.put("size", entry.size());
        map.put("modified", entry.modified());
        map.put("inode", entry.inode());
        if (entry.type() == FileType.LINK) {
            map.put("target", entry.target());
        }
        if (entry.type() == FileType.BLOCK_DEVICE || entry.type() == FileType.CHARACTER_DEVICE) {
            map.put("device", entry.device());
        }
        return map;
    }
}
