// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Account;
import io.apprunner.it.support.Executable;
import io.apprunner.it.support.Images;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.Running;
import io.apprunner.it.support.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Development from the sources; whoever runs the tests starts it, because it compiles into the repository. */
class DevModeTest {
    /** At first Maven itself has to be fetched, and all classes be compiled. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Test
    @Needs(Need.FUSE)
    void oneCommandRunsAGuestFromTheSourcesWhateverJavaHomeSays() {
        Account account = Account.ROOT.obstacle().isEmpty() ? Account.ROOT : Account.ORDINARY_USER;
        try (Workspace workspace = Workspace.of(account, Images.debian());
                Running dev = devMode(workspace.image())
                        .start(
                                "fim-exec",
                                "sh",
                                "-c",
                                "printf '<%s>\\n' \"$@\"; echo from $0",
                                "ID",
                                "a  b",
                                "it's",
                                "${x}")) {
            try {
                dev.awaitOutput("from ID");

                assertThat(dev.output())
                        .contains("<a  b>\n", "<it's>\n", "<${x}>\n")
                        .doesNotContain("WARNING:");
                assertThat(dev.errors()).doesNotContain("WARNING:");
            } finally {
                stop(dev);
            }
        }
    }

    private static Executable devMode(Path image) {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.keySet().removeIf(name -> name.startsWith("MAVEN_"));
        environment.put("JAVA_HOME", "/usr/lib/jvm/java-17-openjdk-amd64");
        environment.put("APP_RUNNER_IMAGE", image.toString());
        Path repository = Images.repository();
        return new Executable(
                List.of(repository.resolve("dev.sh").toString()),
                List.of(),
                repository,
                environment,
                new byte[0],
                PATIENCE);
    }

    /** Maven and the JVM that it starts: neither may go on when the test has ended. */
    private static void stop(Running dev) {
        ProcessHandle.of(dev.pid()).ifPresent(maven -> {
            List<ProcessHandle> all = maven.descendants().toList();
            maven.destroyForcibly();
            all.forEach(ProcessHandle::destroyForcibly);
        });
    }
}
