// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.layer;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code fim-layer}: only names its operations. */
@Command(
        name = "fim-layer",
        description = "Makes layers, adds them to the image, lists them, and looks into them.",
        subcommands = {
            LayerCreateCommand.class,
            LayerAddCommand.class,
            LayerListCommand.class,
            LayerVerifyCommand.class,
            LayerExtractCommand.class,
            LayerListFilesCommand.class,
            LayerDiffCommand.class,
            LayerInfoCommand.class,
            LayerMountCommand.class
        })
public class LayerCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new AppRunnerException(
                ErrorCode.USAGE, "Missing op for 'fim-layer' (create,add,commit,list)", "see: fim-help layer");
    }
}
