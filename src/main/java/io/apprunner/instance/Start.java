// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance;

import io.apprunner.bwrap.Bwrap;
import io.apprunner.bwrap.GuestProfile;
import io.apprunner.bwrap.MountNamespace;
import io.apprunner.bwrap.host.SubordinateIds;
import io.apprunner.config.DataDirectory;
import io.apprunner.config.HostUser;
import io.apprunner.filesystems.layer.LayerStack;
import io.apprunner.filesystems.mount.LayerView;
import io.apprunner.image.OpenImage;
import io.apprunner.instance.system.SystemPlan;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.MemoryFile;
import io.apprunner.posix.NativeImage;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.posix.process.OwnSignals;
import io.apprunner.subprocess.MessageWriter;
import io.apprunner.subprocess.Role;
import io.apprunner.subprocess.SelfCommand;
import io.apprunner.text.RawPath;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The start of an instance: decides what the processes inherit, tells each what to do, and becomes the first of them.
 *
 * @param self the commands of our own processes
 * @param image the open image
 * @param layers its layers, the lowest first
 * @param passed what the guest has of our open files
 */
record Start(Posix posix, SelfCommand self, OpenImage image, List<LayerStack.Layer> layers, PassedDescriptors passed) {
    private static final Path DESCRIPTORS = RawPath.of("/proc/self/fd");

    /**
     * Starts the instance. In the native executable this returns only by an exception, because this process becomes the
     * {@link Front}.
     *
     * @param host who runs us
     * @param ids what the guest has of them besides the user's own
     * @param hostName the guest's host name
     * @param startFiles where to write which files of the layers were read; empty for nowhere
     * @param command what runs in the guest
     * @return the program's exit status
     */
    int run(
            HostUser host,
            SubordinateIds ids,
            GuestProfile guest,
            String hostName,
            DataDirectory data,
            String startFiles,
            List<String> command) {
        StandardStreams.check(DESCRIPTORS);
        // Nothing else that was open when we were called reaches the guest.
        posix.closeAllOnExec(PassedDescriptors.FIRST);
        passed.keepOnExec(posix);
        MemoryFile bwrap = image.toolInMemory(posix, "bwrap");
        MemoryFile plan = MemoryFile.empty(posix, "plan");
        MemoryFile order = MemoryFile.empty(posix, "order");
        List<Descriptor> inherited = Stream.concat(
                        Stream.of(image.descriptor(), bwrap.descriptor(), plan.descriptor(), order.descriptor()),
                        layers.stream().map(LayerStack.Layer::descriptor))
                .map(Descriptor::keepOnExec)
                .toList();
        // Numbers that none of them has.
        int pipe = 1 + inherited.stream().mapToInt(Descriptor::number).reduce(PassedDescriptors.FIRST, Math::max);
        int errors = pipe + 1;
        int leader = pipe + 2;
        plan.fill(MessageWriter.bytes(new SupervisorPlan(
                image.descriptor().number(),
                bwrap.descriptor().number(),
                pipe,
                errors,
                leader,
                passed,
                new PrivateMounts(data.mountPoint()),
                data.upper(),
                data.work(),
                host.isRoot() || !ids.isEmpty() ? LayerView.PLAIN : new LayerView(0, 0, false),
                startFiles,
                system(guest, hostName),
                guest.files(),
                List.of(tool("bash", Bwrap.SHELL), tool("leader", Bwrap.LEADER)),
                layers.stream()
                        .map(layer ->
                                new SupervisorPlan.Layer(layer.descriptor().number(), layer.region()))
                        .toList(),
                guest.sandbox().options(),
                guest.filter(),
                guest.abstractSockets(),
                command)));
        List<String> supervisor =
                self.role(Role.SUPERVISE, image.descriptor(), plan.descriptor().number());
        Front.Order front = new Front.Order(
                bwrap.descriptor().number(),
                pipe,
                errors,
                leader,
                passed,
                ids,
                MountNamespace.arguments(
                        !host.isRoot(), ids.isEmpty() ? List.of() : IdMapping.options(leader), supervisor));
        return NativeImage.IS_NATIVE
                ? becomeFront(order, front, guest.environment())
                : new Front(posix).run(front, guest.environment());
    }

    private SystemPlan system(GuestProfile guest, String hostName) {
        String prompt = guest.variable("PS1")
                .orElse("[flatimage-" + image.layout().distribution().toLowerCase(Locale.ROOT) + "] \\W > ");
        return new SystemPlan(guest.passwdLine(), hostName, guest.inherited(), prompt);
    }

    private SupervisorPlan.GuestTool tool(String name, String guestName) {
        return new SupervisorPlan.GuestTool(guestName, image.tool(name).region());
    }

    /** Executes the launcher again in its small role: Quarkus and what it has in memory are not needed any more. */
    private int becomeFront(MemoryFile order, Front.Order front, List<String> environment) {
        order.fill(MessageWriter.bytes(front));
        String program = image.descriptor().path();
        List<String> command = List.of(
                "app-runner",
                Role.FRONT.word(),
                Integer.toString(order.descriptor().number()));
        return (int) PosixException.check(
                posix.execute(program, command, environment, OwnSignals.PASSED_ON), "start the container");
    }
}
