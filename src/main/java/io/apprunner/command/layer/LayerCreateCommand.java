// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.layer;

import io.apprunner.config.BuildInfo;
import io.apprunner.config.RuntimeConfiguration;
import io.apprunner.console.Console;
import io.apprunner.dwarfs.write.WriterOptions;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.IoReason;
import io.apprunner.filesystems.layer.Layers;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.Posix;
import io.apprunner.text.RawPath;
import io.apprunner.text.RawText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fim-layer create}: compresses a folder into a layer file. */
@Command
public class LayerCreateCommand implements Callable<Integer> {
    /** Files that a start needs, as a real start has read them; one path per line. */
    @Option(names = "--start-files")
    @Nullable
    Path startFiles;

    /** Whether times keep their nanoseconds. */
    @Option(names = "--keep-nanoseconds")
    boolean keepsNanoseconds;

    @Parameters(index = "0")
    Path folder = RawPath.of("");

    @Parameters(index = "1")
    Path target = RawPath.of("");

    private final Posix posix;
    private final Layers layers;
    private final BuildInfo build;
    private final RuntimeConfiguration configuration;
    private final Console console;

    /** Made by CDI. */
    public LayerCreateCommand(
            Posix posix, Layers layers, BuildInfo build, RuntimeConfiguration configuration, Console console) {
        this.posix = posix;
        this.layers = layers;
        this.build = build;
        this.configuration = configuration;
        this.console = console;
    }

    @Override
    public Integer call() {
        int level = configuration.compressionLevel();
        console.info("fim-layer", "Gathering files to compress");
        console.info("fim-layer", "Compression level: '" + level + "'");
        console.info("fim-layer", "Compress filesystem to '" + RawPath.text(target) + "'");
        CreateProgress progress = new CreateProgress(
                console, Descriptor.of(posix, Constants.STDERR).isTerminal(), System::nanoTime);
        try {
            layers.create(folder, target, options(level), progress);
        } finally {
            progress.clear();
        }
        console.info("fim-layer", "Filesystem created without errors");
        return 0;
    }

    private WriterOptions options(int level) {
        WriterOptions options = WriterOptions.level(level)
                .withHistory("app-runner " + build.version(), List.of("fim-layer", "create", "level=" + level));
        if (keepsNanoseconds) {
            options = options.withSubSeconds();
        }
        if (startFiles != null) {
            options = options.withStartFiles(startFiles(startFiles));
        }
        OptionalLong epoch = configuration.sourceDateEpoch();
        return epoch.isPresent() ? options.withCreated(epoch.getAsLong()) : options;
    }

    /** The lines of a list. */
    private static List<String> startFiles(Path list) {
        try {
            return RawText.decode(Files.readAllBytes(list))
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new AppRunnerException(
                    ErrorCode.USAGE,
                    "cannot read the list of start files " + RawPath.text(list) + ": " + IoReason.of(e),
                    "it has one path per line",
                    e);
        }
    }
}
