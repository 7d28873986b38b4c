// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fim-help}: how to use the program, or one command. */
@Command(name = "fim-help", description = "Tells how to use the program, or one of its commands.")
public class HelpCommand implements Callable<Integer> {
    @Parameters
    List<String> topics = new ArrayList<>();

    @Override
    public Integer call() {
        if (topics.isEmpty()) {
            System.err.print(HelpText.GENERAL);
            return 0;
        }
        String topic = topics.getFirst();
        System.out.print(HelpText.of(topic)
                .orElseThrow(() -> new AppRunnerException(
                        ErrorCode.USAGE, "Invalid argument for help command: " + topic, HelpText.topics())));
        return 0;
    }
}
