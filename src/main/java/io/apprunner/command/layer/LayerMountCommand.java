// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.layer;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.filesystems.mount.LayerServer;
import io.apprunner.filesystems.mount.LayerView;
import io.apprunner.text.RawPath;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fim-layer mount}: mounts a layer; needs root, or a user and mount namespace. {@code umount} unmounts it. */
@Command
public class LayerMountCommand implements Callable<Integer> {
    /** The option without which a process of its own serves the layer. */
    public static final String FOREGROUND = "--foreground";

    private static final int MIB = 20;
    private static final long SMALLEST_CACHE = 1;
    private static final long LARGEST_CACHE = 1 << 20;

    @Option(names = "--cachesize", paramLabel = "MiB", description = "memory for decoded blocks (default: 128)")
    long cacheSize = 128;

    @Option(names = "--layer", paramLabel = "number", description = "which layer, of a file with several")
    int layer = -1;

    @Option(names = "--uid", paramLabel = "uid", description = "show all files as this user's")
    int user = -1;

    @Option(names = "--gid", paramLabel = "gid", description = "show all files as this group's")
    int group = -1;

    @Option(names = "--ignore-case", description = "find names that differ in case only")
    boolean ignoresCase;

    @Option(names = FOREGROUND, description = "serve the layer from this process until it is unmounted or ended")
    boolean foreground;

    @Parameters(index = "0", description = "a layer, an image or a file with a layer")
    Path file = RawPath.of("");

    @Parameters(index = "1", description = "an empty folder")
    Path folder = RawPath.of("");

    private final LayerServer server;

    /** Made by CDI. */
    public LayerMountCommand(LayerServer server) {
        this.server = server;
    }

    @Override
    public Integer call() {
        if (cacheSize < SMALLEST_CACHE || cacheSize > LARGEST_CACHE) {
            throw new AppRunnerException(
                    ErrorCode.USAGE, "a cache of " + cacheSize + " MiB", "choose 1 to " + LARGEST_CACHE);
        }
        LayerView view = new LayerView(user, group, ignoresCase);
        LayerServer.Order order = new LayerServer.Order(file, layer, folder, view, cacheSize << MIB);
        if (!foreground) {
            return server.start(order);
        }
        server.serve(order);
        return 0;
    }
}
