// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings;

import io.apprunner.command.output.Info;
import io.apprunner.command.output.Json;
import io.apprunner.db.Binds;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code fim-bind}: what guests see of the host's files. */
@Command(name = "fim-bind", description = "Sets what guests see of the host's files.")
public class BindCommand implements Callable<Integer> {
    @Unmatched
    List<String> words = new ArrayList<>();

    private final ImageSettings settings;
    private final Json json;

    /** Made by CDI. */
    public BindCommand(ImageSettings settings, Json json) {
        this.settings = settings;
        this.json = json;
    }

    @Override
    public Integer call() {
        Words line = new Words("fim-bind", words);
        switch (line.operation("Missing op for 'fim-bind' command (add,del,list)")) {
            case "add" -> add(line);
            case "del" -> del(line);
            case "list" -> list(line);
            default -> throw line.wrong("Invalid bind operation");
        }
        return 0;
    }

    private void add(Words line) {
        String wrong = "Incorrect number of arguments for 'add' (<ro,rw,dev> <src> <dst>)";
        List<String> operands = line.operands();
        if (operands.isEmpty()) {
            throw line.wrong(wrong);
        }
        Binds.Type type = Binds.Type.named(operands.getFirst()).orElseThrow(() -> line.wrong("Invalid bind type"));
        if (operands.size() != 3 || operands.contains("")) {
            throw line.wrong(wrong);
        }
        Binds.Bind bind = new Binds.Bind(type, operands.get(1), operands.get(2));
        Binds before = settings.update(Setting.BINDS, binds -> binds.with(bind));
        Info.print("fim-bind", "Binding index is '" + before.list().size() + "'");
    }

    private void del(Words line) {
        if (line.operands().size() != 1) {
            throw line.wrong("Incorrect number of arguments for 'del' (<index>)");
        }
        String word = line.operands().getFirst();
        if (!word.matches("[0-9]{1,9}")) {
            throw line.wrong("Index argument for 'del' is not a number");
        }
        int index = Integer.parseInt(word);
        Binds before = settings.update(Setting.BINDS, binds -> binds.without(index));
        Info.print(
                "fim-bind",
                index < before.list().size()
                        ? "Erase element with index '" + index + "'"
                        : "No element with index '" + index + "' found");
    }

    private void list(Words line) {
        if (!line.operands().isEmpty() && !line.operands().equals(List.of("--json"))) {
            throw line.wrong("'list' command takes no arguments");
        }
        List<Binds.Bind> binds = settings.get(Setting.BINDS).list();
        Map<String, Object> listing = new LinkedHashMap<>();
        for (int i = 0; i < binds.size(); i++) {
            Binds.Bind bind = binds.get(i);
            listing.put(
                    Integer.toString(i),
                    new TreeMap<>(Map.of(
                            "dst",
                            bind.target(),
                            "src",
                            bind.source(),
                            "type",
                            bind.type().label())));
        }
        if (!listing.isEmpty() || line.json()) {
            System.out.println(json.render(listing));
        }
    }
}
