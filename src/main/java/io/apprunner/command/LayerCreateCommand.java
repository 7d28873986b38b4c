// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command;

import io.apprunner.boot.BuildInfo;
import io.apprunner.config.RuntimeConfiguration;
import io.apprunner.dwarfs.write.ProgressListener;
import io.apprunner.dwarfs.write.WriterOptions;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.filesystems.Layers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fim-layer create}: compresses a folder into a layer file. */
@Command(name = "create", description = "Compresses a folder into a layer file.")
public class LayerCreateCommand implements Callable<Integer> {
    @Parameters
    List<String> operands = new ArrayList<>();

    private final Layers layers;
    private final BuildInfo build;
    private final RuntimeConfiguration configuration;

    /** Made by CDI. */
    public LayerCreateCommand(Layers layers, BuildInfo build, RuntimeConfiguration configuration) {
        this.layers = layers;
        this.build = build;
        this.configuration = configuration;
    }

    @Override
    public Integer call() {
        if (operands.size() != 2) {
            throw new AppRunnerException(
                    ErrorCode.USAGE, "create requires exactly two arguments (/path/to/dir /path/to/file.layer)", "");
        }
        int level = configuration.compressionLevel();
        Path target = Path.of(operands.getLast());
        Info.print("fim-layer", "Gathering files to compress");
        Info.print("fim-layer", "Compression level: '" + level + "'");
        Info.print("fim-layer", "Compress filesystem to '" + target + "'");
        layers.create(Path.of(operands.getFirst()), target, options(level), new Losses());
        Info.print("fim-layer", "Filesystem created without errors");
        return 0;
    }

    private WriterOptions options(int level) {
        WriterOptions options = WriterOptions.level(level)
                .withHistory("app-runner " + build.version(), List.of("fim-layer", "create", "level=" + level));
        OptionalLong epoch = configuration.sourceDateEpoch();
        return epoch.isPresent() ? options.withCreated(epoch.getAsLong()) : options;
    }

    /** Says what a layer cannot hold. */
    private static final class Losses implements ProgressListener {
        @Override
        public void notStored(Path path, String what) {
            System.err.println("W::fim-layer::" + path + ": a layer cannot hold its " + what);
        }
    }
}
