// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.bwrap.GuestProfile;
import io.apprunner.bwrap.GuestSandbox;
import io.apprunner.bwrap.host.SubordinateIds;
import io.apprunner.bwrap.seccomp.Filter;
import io.apprunner.config.DataDirectory;
import io.apprunner.config.HostUser;
import io.apprunner.filesystems.layer.LayerStack;
import io.apprunner.filesystems.mount.LayerView;
import io.apprunner.image.ImageAssembler;
import io.apprunner.image.ImageAssembler.ToolSource;
import io.apprunner.image.ImageLocator;
import io.apprunner.image.OpenImage;
import io.apprunner.image.Region;
import io.apprunner.instance.system.SystemPlan;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.FakePosix;
import io.apprunner.posix.MemoryFile;
import io.apprunner.posix.Posix;
import io.apprunner.subprocess.MessageReader;
import io.apprunner.subprocess.SelfCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTest {
    private static final HostUser USER = new HostUser(7, 8, "me", "/home/me");
    private static final HostUser ROOT = new HostUser(0, 0, "root", "/root");

    @TempDir
    Path folder;

    private final FakePosix kernel = new FakePosix();
    private final List<SupervisorPlan> plans = new ArrayList<>();
    private Optional<OpenImage> image = Optional.empty();

    @BeforeEach
    void open() throws IOException {
        byte[] elf = new byte[1000];
        System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}, 0, elf, 0, 7);
        Path launcher = Files.write(folder.resolve("launcher"), elf);
        List<ToolSource> tools = List.of(tool("bwrap"), tool("bash"), tool("leader"));
        Path layer = Files.writeString(folder.resolve("layer"), "DWARFS and so on");
        ImageAssembler.assemble(launcher, "TEST", tools, List.of(layer), folder.resolve("image"));
        image = Optional.of(new ImageLocator(kernel, Optional.of(folder.resolve("image"))).open());
        kernel.whenStarted(this::read).endingWith(0);
    }

    @AfterEach
    void close() {
        image.ifPresent(OpenImage::close);
    }

    private ToolSource tool(String name) throws IOException {
        return new ToolSource(name, "1", "https://example.org", "MIT", Files.writeString(folder.resolve(name), name));
    }

    /** Reads the plan as the supervisor will, and reports its start. */
    private void read(FakePosix.Started program) {
        int plan = Integer.parseInt(program.arguments().getLast());
        plans.add(MessageReader.receive(Descriptor.of(Posix.get(), plan).duplicate(0), SupervisorPlan::read));
        new MemoryFile(Posix.get(), program.descriptor(2)).seal();
    }

    private SupervisorPlan planned(HostUser host) {
        OpenImage opened = image.orElseThrow();
        LayerStack.Layer layer = new LayerStack.Layer(
                opened.path(), opened.descriptor(), opened.layout().layers().getFirst());
        GuestSandbox sandbox = new GuestSandbox(
                List.of(),
                Path.of("/upper"),
                Path.of("/work"),
                true,
                false,
                Set.of(),
                7,
                8,
                "/h",
                "/r",
                Optional.empty(),
                List.of(),
                List.of());
        new Start(kernel, new SelfCommand(), opened, List.of(layer), PassedDescriptors.NONE)
                .run(
                        host,
                        SubordinateIds.NONE,
                        new GuestProfile(
                                USER,
                                "/bin/bash",
                                sandbox,
                                new Filter(List.of(6L)),
                                List.of("PS1=[my] ", "LANG=xx"),
                                List.of("made"),
                                true,
                                List.of("LANG")),
                        "own-name",
                        new DataDirectory(folder, folder),
                        "",
                        List.of("shell", "hidden word"));
        return plans.getFirst();
    }

    @Test
    void theSupervisorIsToldWhereTheImagesPartsAreAndWhatToRun() {
        SupervisorPlan plan = planned(USER);
        Region layer = image.orElseThrow().layout().layers().getFirst();
        assertThat(plan.layers())
                .containsExactly(new SupervisorPlan.Layer(
                        image.orElseThrow().descriptor().number(), layer));
        assertThat(plan.tools())
                .extracting(tool -> tool.name() + " " + tool.region().size())
                .containsExactly("bash 4", "fim-leader 6");
        assertThat(plan.upper()).isEqualTo(folder.resolve("root"));
        assertThat(plan.command()).containsExactly("shell", "hidden word");
        assertThat(plan.system().passwd()).startsWith("me:x:7:8:").endsWith(":/bin/bash");
        assertThat(plan.abstractSockets()).isTrue();
        assertThat(plan.system())
                .extracting(SystemPlan::hostName, SystemPlan::prompt, SystemPlan::locales)
                .containsExactly("own-name", "[my] ", List.of("LANG"));
    }

    @Test
    void whatIsRunStandsInNoArgumentList() {
        planned(USER);
        assertThat(kernel.started().getFirst().arguments()).noneMatch(word -> word.contains("hidden"));
    }

    @Test
    void theNumbersThatTheSandboxIsGivenAreThoseOfNobodyElse() {
        SupervisorPlan plan = planned(USER);
        assertThat(List.of(plan.image(), plan.bwrap())).doesNotContain(plan.front(), plan.errors(), plan.leader());
        assertThat(kernel.started().getFirst().descriptors()).containsKeys(plan.front(), plan.errors(), plan.leader());
    }

    @Test
    void filesOfLayersBelongToRootOfTheUserNamespaceUnlessRootRunsUs() {
        assertThat(planned(USER).view()).isEqualTo(new LayerView(0, 0, false));
        plans.clear();
        assertThat(planned(ROOT).view()).isEqualTo(LayerView.PLAIN);
    }

    @Test
    void onlyAnOrdinaryUserNeedsAUserNamespaceAroundTheSupervisor() {
        planned(USER);
        plans.clear();
        planned(ROOT);
        assertThat(kernel.started().get(0).arguments()).contains("--unshare-user");
        assertThat(kernel.started().get(1).arguments()).doesNotContain("--unshare-user");
    }
}
