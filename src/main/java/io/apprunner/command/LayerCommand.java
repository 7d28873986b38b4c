// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code fim-layer}: only names its operations. */
@Command(
        name = "fim-layer",
        description = "Makes layers, adds them to the image, and lists them.",
        subcommands = {LayerCreateCommand.class, LayerAddCommand.class, LayerListCommand.class})
public class LayerCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new AppRunnerException(ErrorCode.USAGE, "Missing op for 'fim-layer' (create,add,commit,list)", "");
    }
}
