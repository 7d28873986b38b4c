// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance;

import io.apprunner.bwrap.Bwrap;
import io.apprunner.bwrap.host.HiddenProc;
import io.apprunner.bwrap.share.MountTargets;
import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.dwarfs.container.ImageFile;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.IoReason;
import io.apprunner.error.WriteObstacle;
import io.apprunner.files.Copy;
import io.apprunner.filesystems.mount.LayerMount;
import io.apprunner.filesystems.mount.ReadLog;
import io.apprunner.filesystems.tree.FolderNode;
import io.apprunner.filesystems.tree.GuestTree;
import io.apprunner.filesystems.tree.LayerNode;
import io.apprunner.filesystems.tree.Node;
import io.apprunner.image.Region;
import io.apprunner.instance.system.SystemLayer;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.MemoryFile;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.posix.process.ThreadWalls;
import io.apprunner.posix.process.ThreadWalls.Scope;
import io.apprunner.text.RawPath;
import io.apprunner.text.RawText;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The process of an instance that mounts the layers, serves them, and waits for the guest. It runs inside a mount
 * namespace of its own and is the first process of a pid namespace: when it ends, however it ends, the kernel ends the
 * guest and removes the mounts.
 */
public final class Supervisor {
    /** Bytes of decoded blocks that are kept. */
    private static final long CACHE_SIZE = 128L << 20;

    private final Posix posix;
    private final SupervisorPlan plan;

    /** @param plan what to do */
    public Supervisor(Posix posix, SupervisorPlan plan) {
        this.posix = posix;
        this.plan = plan;
    }

    /**
     * Runs the guest.
     *
     * @param environment the guest's environment
     * @return its exit status
     * @throws AppRunnerException when it cannot be started
     */
    public int run(List<String> environment) {
        takeOver();
        Thread.ofPlatform().name("front").daemon(true).start(this::watchFront);
        mountProc();
        UpperLock.take(posix, plan.upper());
        preparePrivateMounts();
        Optional<ReadLog> log = plan.startFiles().isEmpty() ? Optional.empty() : Optional.of(new ReadLog());
        GuestTree tree = mountLayers(log);
        int status = runGuest(options(tree), completeSystem(tree, environment));
        log.ifPresent(this::writeStartFiles);
        return status;
    }

    /** The thread that starts the guest waits for its end: see {@link ThreadWalls}. */
    private int runGuest(List<String> options, List<String> environment) {
        WorkDirectory.make(plan.work());
        try {
            ThreadWalls walls = new ThreadWalls(posix);
            walls.leaveKeyring();
            walls.enter(
                    plan.abstractSockets()
                            ? EnumSet.of(Scope.SIGNALS)
                            : EnumSet.of(Scope.SIGNALS, Scope.ABSTRACT_SOCKETS));
            return Guest.start(posix, plan, options, environment).await(plan.upper());
        } finally {
            endDaemons();
            WorkDirectory.remove(plan.work());
        }
    }

    /** bubblewrap's options, with the places to which the guest's own links lead. */
    private List<String> options(GuestTree tree) {
        List<String> options = new ArrayList<>(plan.options());
        options.addAll(List.of("--hostname", plan.system().hostName()));
        return new MountTargets(tree::resolve).resolve(options);
    }

    /**
     * Ends what the guest has left running, as this process's own end would, and waits until the guest's mounts have
     * gone with it.
     */
    private void endDaemons() {
        if (ProcessHandle.current().pid() != 1) {
            return; // without a pid namespace of our own this would end every process of the user
        }
        posix.kill(-1, Constants.SIGKILL);
        int result;
        do {
            result = posix.waitFor(-1);
        } while (result >= 0);
    }

    /**
     * The outer sandbox stands. Standard error was a file that is to have bubblewrap's words only; that it is sealed
     * tells the {@link Front}.
     */
    private void takeOver() {
        new MemoryFile(posix, Descriptor.of(posix, Constants.STDERR)).seal();
        try (Descriptor errors = Descriptor.of(posix, plan.errors())) {
            errors.becomeAlso(Constants.STDERR);
        }
    }

    private void writeStartFiles(ReadLog log) {
        try {
            log.write(RawPath.of(plan.startFiles()));
        } catch (IOException e) {
            throw new AppRunnerException(
                    ErrorCode.IO, "cannot write " + plan.startFiles() + ": " + IoReason.of(e), "", e);
        }
    }

    /**
     * Ends this process, and as it is the first one of its pid namespace all others in it, when the front has ended.
     */
    private void watchFront() {
        Descriptor.of(posix, plan.front()).awaitEnd();
        Runtime.getRuntime().halt(128 + Constants.SIGKILL);
    }

    /** bubblewrap looks processes up by their ids in this pid namespace, which the host's /proc does not know. */
    private void mountProc() {
        PosixException.check(
                posix.mount(
                        "proc", "/proc", "proc", Constants.MS_NOSUID | Constants.MS_NODEV | Constants.MS_NOEXEC, ""),
                "mount /proc",
                HiddenProc.REMEDY);
    }

    private void preparePrivateMounts() {
        Path mountPoint = plan.mounts().folder();
        PosixException.check(
                posix.mount(
                        "app-runner",
                        RawPath.text(mountPoint),
                        "tmpfs",
                        Constants.MS_NOSUID | Constants.MS_NODEV,
                        "mode=0755,size=64m"),
                "mount a private folder on " + RawPath.text(mountPoint));
        try {
            Files.createDirectories(plan.mounts().layers());
            Path tools = Files.createDirectory(plan.mounts().tools());
            for (SupervisorPlan.GuestTool tool : plan.tools()) {
                copyOut(tool.region(), RawPath.resolve(tools, tool.name()));
            }
            Files.writeString(tools.resolve(Bwrap.APT_CONFIGURATION), "APT::Sandbox::User \"root\";\n");
            Files.createDirectory(plan.mounts().system());
            Files.write(
                    plan.mounts().prompt(),
                    RawText.encode("export PS1=\"" + plan.system().prompt() + "\"\n"));
            Files.createDirectory(plan.mounts().files());
            for (int i = 0; i < plan.files().size(); i++) {
                Files.write(
                        RawPath.resolve(plan.mounts().files(), Integer.toString(i)),
                        RawText.encode(plan.files().get(i)));
            }
        } catch (IOException e) {
            throw new AppRunnerException(
                    ErrorCode.IO, "cannot fill " + RawPath.text(mountPoint) + ": " + IoReason.of(e), "", e);
        }
    }

    /**
     * Completes the guest's system files.
     *
     * @return the environment with those locales only that the guest has
     */
    private List<String> completeSystem(GuestTree tree, List<String> environment) {
        SystemLayer layer = new SystemLayer(tree, plan.mounts().system());
        try {
            layer.fill(plan.system(), Descriptor.of(posix, Constants.STDIN).isTerminal(), RawPath.of("/"));
        } catch (IOException e) {
            throw new AppRunnerException(
                    ErrorCode.IO,
                    "cannot complete the guest's /etc: " + IoReason.of(e),
                    WriteObstacle.of(e).map(WriteObstacle::hint).orElse(""),
                    e);
        } catch (AppRunnerException e) {
            throw e.within("cannot complete the guest's /etc");
        }
        return layer.environment(environment, plan.system());
    }

    private void copyOut(Region region, Path target) throws IOException {
        try (FileChannel source =
                        FileChannel.open(Descriptor.of(posix, plan.image()).file());
                FileChannel copy = FileChannel.open(
                        target,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")))) {
            Copy.region(source, region.offset(), region.size(), copy);
        }
    }

    /** Gives the guest's tree without what is mounted in it. */
    private GuestTree mountLayers(Optional<ReadLog> log) {
        BlockCache cache = LayerMount.cache(posix, CACHE_SIZE);
        LayerMount mounts = new LayerMount(posix, cache, plan.view());
        List<Node> branches = new ArrayList<>(List.of(FolderNode.root(posix, plan.upper())));
        for (int i = 0; i < plan.layers().size(); i++) {
            try {
                DwarfsImage image = DwarfsImage.open(layer(i));
                mounts.mount(image, Files.createDirectory(plan.mounts().layer(i)), log);
                branches.add(1, new LayerNode.Layer(image, cache, plan.view()).root());
            } catch (IOException e) {
                throw new AppRunnerException(ErrorCode.IO, "cannot mount layer " + i + ": " + IoReason.of(e), "", e);
            } catch (AppRunnerException e) {
                throw e.within("cannot mount layer " + i);
            }
        }
        return new GuestTree(branches);
    }

    private ImageFile layer(int index) throws IOException {
        SupervisorPlan.Layer layer = plan.layers().get(index);
        FileChannel channel =
                FileChannel.open(Descriptor.of(posix, layer.descriptor()).file());
        Region region = layer.region();
        return new ImageFile(channel, "layer " + index, region.offset(), region.size());
    }
}
