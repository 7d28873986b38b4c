// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command;

import io.apprunner.boot.BuildInfo;
import io.apprunner.dwarfs.write.CompressionLevel;
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
    /** The year 9999. */
    private static final long LATEST = 253_402_300_799L;

    @Parameters
    List<String> operands = new ArrayList<>();

    private final Layers layers;
    private final BuildInfo build;

    /** Made by CDI. */
    public LayerCreateCommand(Layers layers, BuildInfo build) {
        this.layers = layers;
        this.build = build;
    }

    @Override
    public Integer call() {
        if (operands.size() != 2) {
            throw new AppRunnerException(
                    ErrorCode.USAGE, "create requires exactly two arguments (/path/to/dir /path/to/file.layer)", "");
        }
        int level = level(System.getenv().getOrDefault("FIM_COMPRESSION_LEVEL", ""));
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
        OptionalLong epoch = epoch(System.getenv().getOrDefault("SOURCE_DATE_EPOCH", ""));
        return epoch.isPresent() ? options.withCreated(epoch.getAsLong()) : options;
    }

    /** SOURCE_DATE_EPOCH: seconds since 1970, or nothing. */
    static OptionalLong epoch(String text) {
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long seconds = Long.parseLong(text);
            if (seconds >= 0 && seconds <= LATEST) {
                return OptionalLong.of(seconds);
            }
        } catch (NumberFormatException e) {
            // Told below: to go on without it would not be reproducible.
        }
        throw new AppRunnerException(
                ErrorCode.USAGE, "SOURCE_DATE_EPOCH is not a number of seconds: " + text, "unset it, or set date +%s");
    }

    /** 0 to 9; numbers outside are clamped and other texts mean the default, as in FlatImage. */
    static int level(String text) {
        try {
            return Math.clamp(Long.parseLong(text), 0, 9);
        } catch (NumberFormatException e) {
            return CompressionLevel.DEFAULT;
        }
    }

    /** Says what a layer cannot hold. */
    private static final class Losses implements ProgressListener {
        @Override
        public void notStored(Path path, String what) {
            System.err.println("W::fim-layer::" + path + ": a layer cannot hold its " + what);
        }
    }
}
