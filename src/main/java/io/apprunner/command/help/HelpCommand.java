// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.help;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fim-help}: how to use the program, or one command; manual pages and completion scripts too. */
@Command(name = "fim-help", description = "Tells how to use the program, or one of its commands.")
public class HelpCommand implements Callable<Integer> {
    @Parameters
    List<String> words = new ArrayList<>();

    @Override
    public Integer call() {
        if (words.isEmpty()) {
            System.err.print(HelpText.GENERAL);
            return 0;
        }
        System.out.print(
                switch (words.getFirst()) {
                    case "man" -> words.size() == 1 ? ManualPage.general() : ManualPage.of(command(words.get(1)));
                    case "completion" -> completion(words.subList(1, words.size()));
                    default -> text(words.getFirst());
                });
        return 0;
    }

    private static String text(String topic) {
        return HelpText.of(topic)
                .orElseThrow(() -> new AppRunnerException(
                        ErrorCode.USAGE,
                        "Invalid argument for help command: " + topic,
                        "topics: " + String.join(", ", HelpText.topics())));
    }

    private static HelpTopic command(String topic) {
        if (topic.equals(SettingsTopic.NAME)) {
            throw new AppRunnerException(
                    ErrorCode.USAGE, "settings have no manual page of their own", "see: fim-help man");
        }
        return HelpTopic.parse(text(topic));
    }

    private static String completion(List<String> operands) {
        String shell = operands.isEmpty() ? "" : operands.getFirst();
        List<String> names = operands.size() < 2 ? List.of("app-runner") : operands.subList(1, operands.size());
        return CompletionScript.named(shell)
                .orElseThrow(() -> new AppRunnerException(
                        ErrorCode.USAGE,
                        "Invalid shell for completion: '" + shell + "'",
                        "usage: fim-help completion <bash|zsh|fish> [name...]"))
                .text(names);
    }
}
