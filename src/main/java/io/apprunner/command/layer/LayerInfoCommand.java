// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.layer;

import io.apprunner.command.output.Json;
import io.apprunner.console.Console;
import io.apprunner.console.Printable;
import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.container.HistoryEntry;
import io.apprunner.dwarfs.container.Section;
import io.apprunner.dwarfs.format.Compression;
import io.apprunner.dwarfs.format.SectionType;
import io.apprunner.dwarfs.metadata.Metadata;
import io.apprunner.filesystems.layer.LayerInspector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code fim-layer info}: what the layers of a file consist of. */
@Command
public class LayerInfoCommand extends LayerInspection {
    /** Made by CDI. */
    public LayerInfoCommand(LayerInspector layers, Json renderer, Console console) {
        super(layers, renderer, console);
    }

    @Override
    public Integer call() {
        List<Map<String, Object>> infos = layers.each(file, LayerInfoCommand::map);
        if (json) {
            printJson(infos);
            return 0;
        }
        for (int i = 0; i < infos.size(); i++) {
            console.line("layer: " + i);
            infos.get(i).forEach(this::print);
        }
        return 0;
    }

    /** Lists have a line for each item. */
    private void print(String key, Object value) {
        if (value instanceof List<?> items) {
            items.forEach(item -> console.line("  " + key + ": " + Printable.of(text(item))));
        } else {
            console.line("  " + key + ": " + Printable.of(value.toString()));
        }
    }

    /** The values of a section or step, without the keys that have none. */
    private static String text(Object item) {
        if (!(item instanceof Map<?, ?> map)) {
            return item.toString();
        }
        return map.entrySet().stream()
                .filter(entry -> !entry.getValue().toString().isEmpty())
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    private static Map<String, Object> map(DwarfsImage image) {
        Metadata metadata = image.metadata();
        List<Section> sections = image.sections();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("offset", image.file().offset());
        map.put("size", image.file().size());
        map.put("format", "2." + sections.getFirst().header().minor());
        map.put("writer", image.writerVersion());
        map.put("inodes", metadata.inodeCount());
        map.put("directories", metadata.directoryCount());
        map.put("chunks", metadata.chunkCount());
        map.put("blocks", image.blockCount());
        map.put("blockSize", image.blockSize());
        map.put("fileBytes", metadata.totalSize());
        map.put("ratio", ratio(image.file().size(), metadata.totalSize()));
        map.put("sections", sections.stream().map(LayerInfoCommand::map).toList());
        map.put("history", image.history().stream().map(LayerInfoCommand::map).toList());
        return map;
    }

    /** The size of the layer as a part of what is in it, to the thousandth. */
    private static double ratio(long stored, long bytes) {
        return bytes == 0 ? 1 : Math.round(1000.0 * stored / bytes) / 1000.0;
    }

    private static Map<String, Object> map(Section section) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("number", section.header().number());
        map.put("type", SectionType.nameOf(section.header().type()).toLowerCase(Locale.ROOT));
        map.put("compression", Compression.nameOf(section.header().compression()));
        map.put("offset", section.offset());
        map.put("bytes", section.header().length());
        return map;
    }

    private static Map<String, Object> map(HistoryEntry entry) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("version", entry.version());
        map.put("system", entry.system());
        map.put("compiler", entry.compiler());
        map.put("arguments", entry.arguments());
        map.put("timestamp", entry.timestamp());
        map.put("libraries", entry.libraries());
        return map;
    }
}
