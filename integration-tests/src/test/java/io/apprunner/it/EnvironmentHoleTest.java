// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Executable;
import io.apprunner.it.support.ImageTest;
import io.apprunner.it.support.Images;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The folder that the user stands in, and variables that are meant for other programs, configure nothing. */
class EnvironmentHoleTest extends ImageTest {
    private static final String VERSION = "v\\d+\\.\\d+\\.\\d+\\S*\n";

    private Map<String, String> hostile() {
        return new TreeMap<>(Map.of(
                "quarkus.log.file.enabled", "true",
                "quarkus.log.file.enable", "true",
                "quarkus.log.file.path", workspace.tmp().resolve("planted.log").toString(),
                "quarkus.log.level", "ALL",
                "quarkus.log.console.level", "ALL",
                "quarkus.log.console.enabled", "true",
                "quarkus.banner.enabled", "true",
                "quarkus.config.locations",
                        workspace.work().resolve("more.properties").toString(),
                "app-runner.build.version", "9.9.9-planted",
                "app-runner.image", "/etc/passwd"));
    }

    @Override
    protected Path original() {
        return Images.busybox();
    }

    @Test
    void aHostileEnvironmentFileIsIgnored() {
        workspace.write(workspace.work().resolve(".env"), lines(variables()));

        assertIgnored(image);
    }

    @Test
    void aHostileConfigurationFolderIsIgnored() {
        Path config = workspace.makeFolder(workspace.work().resolve("config"));
        workspace.write(config.resolve("application.properties"), lines(hostile()));
        workspace.write(config.resolve("application.yaml"), "quarkus: {log: {level: ALL}}\n");

        assertIgnored(image);
    }

    @Test
    void hostileFilesInTheWorkingFolderAreIgnored() {
        workspace.write(workspace.work().resolve("application.properties"), lines(hostile()));
        workspace.write(workspace.work().resolve("app-runner.yaml"), "image: /etc/passwd\n");
        workspace.write(workspace.work().resolve("more.properties"), lines(hostile()));

        assertIgnored(image);
    }

    @Test
    void hostileFilesBesideTheImageAreIgnored() {
        Path folder = workspace.image().getParent();
        workspace.write(folder.resolve(".env"), lines(variables()));
        workspace.write(
                workspace.makeFolder(folder.resolve("config")).resolve("application.properties"), lines(hostile()));

        assertIgnored(image.in(folder));
        assertIgnored(image);
    }

    @Test
    void variablesOfQuarkusAreHarmless() {
        Executable program = image;
        for (Map.Entry<String, String> variable : variables().entrySet()) {
            if (variable.getKey().startsWith("QUARKUS_")) {
                program = program.with(variable.getKey(), variable.getValue());
            }
        }
        assertIgnored(program);
    }

    @Test
    void variablesOfTheVirtualMachineAreHarmless() {
        assertIgnored(image.with("JAVA_TOOL_OPTIONS", "-Xmx1m -XX:+PrintFlagsFinal")
                .with("JDK_JAVA_OPTIONS", "-version")
                .with("_JAVA_OPTIONS", "-Duser.dir=/nowhere")
                .with("NATIVE_IMAGE_OPTIONS", "-g"));
    }

    @Test
    @Needs(Need.FUSE)
    void theGuestPrintsNothingElseEither() {
        workspace.write(workspace.work().resolve(".env"), lines(variables()));
        Path config = workspace.makeFolder(workspace.work().resolve("config"));
        workspace.write(config.resolve("application.properties"), lines(hostile()));

        assertThat(image.output("fim-exec", "echo", "fine")).isEqualTo("fine\n");
        assertThat(workspace.tmp()).isEmptyDirectory();
    }

    private void assertIgnored(Executable program) {
        assertThat(program.output("fim-version", "short")).matches(VERSION).doesNotContain("planted");
        assertThat(program.output("fim-layer", "list")).startsWith("0:");
        assertThat(program.run("fim-help", "no-such-topic").refusal()).isNotEmpty();
        assertThat(workspace.tmp()).isEmptyDirectory();
    }

    private Map<String, String> variables() {
        Map<String, String> result = new TreeMap<>();
        hostile()
                .forEach((name, value) ->
                        result.put(name.toUpperCase(java.util.Locale.ROOT).replaceAll("[^A-Z]", "_"), value));
        return result;
    }

    private static String lines(Map<String, String> settings) {
        StringBuilder text = new StringBuilder();
        settings.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        return text.toString();
    }
}
