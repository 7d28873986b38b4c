// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.OwnImageTest;
import io.apprunner.it.support.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the environment and the image's flags configure; docs/settings.md lists it. */
class ConfigurationTest extends OwnImageTest {
    private static final String WARNING = "casefold cannot be used with bwrap overlayfs, falling back to unionfs";

    @Test
    void theEnvironmentWinsOverTheImageAndTheImageOverDefaults() {
        assertThat(image.output("fim-overlay", "show")).isEqualTo("BWRAP\n");
        image.output("fim-overlay", "set", "overlayfs");
        assertThat(image.output("fim-overlay", "show")).isEqualTo("OVERLAYFS\n");
        assertThat(image.with("FIM_OVERLAY", "unionfs").output("fim-overlay", "show"))
                .isEqualTo("UNIONFS\n");
        for (String other : new String[] {"", "UNIONFS", "no", " unionfs"}) {
            assertThat(image.with("FIM_OVERLAY", other).output("fim-overlay", "show"))
                    .isEqualTo("OVERLAYFS\n");
        }
    }

    @Test
    void caseFoldingCanBeSwitchedOnForOneRunButNotOff() {
        Result folding = image.with("FIM_CASEFOLD", "1").run("fim-overlay", "show");
        assertThat(folding.stdout()).isEqualTo("UNIONFS\n");
        assertThat(folding.stderr()).contains(WARNING);
        assertThat(image.with("FIM_CASEFOLD", "true").output("fim-overlay", "show"))
                .isEqualTo("BWRAP\n");

        image.output("fim-casefold", "on");
        assertThat(image.with("FIM_CASEFOLD", "0").run("fim-overlay", "show").stdout())
                .isEqualTo("UNIONFS\n");
    }

    @Test
    void otherSpellingsAreNoSettings() {
        assertThat(image.with("APP_RUNNER_OVERLAY", "unionfs")
                        .with("app-runner.overlay", "unionfs")
                        .with("fim_overlay", "unionfs")
                        .output("fim-overlay", "show"))
                .isEqualTo("BWRAP\n");
    }

    @Test
    void factsOfTheBuildCannotBeChangedFromOutside() {
        String facts = image.output("fim-version", "full");

        for (String name : new String[] {
            "app-runner.build.commit",
            "APP_RUNNER_BUILD_COMMIT",
            "app_runner_build_commit",
            "_PROD_APP_RUNNER_BUILD_COMMIT"
        }) {
            assertThat(image.with(name, "../../x").output("fim-version", "full"))
                    .isEqualTo(facts);
            assertThat(image.with(name, "../../x").guest("echo \"$FIM_COMMIT\""))
                    .doesNotContain("..");
        }
    }

    @Test
    void nothingInTheEnvironmentWidensPermissions() {
        assertThat(image.with("FIM_PERMS", "all")
                        .with("FIM_PERMISSIONS", "all")
                        .with("APP_RUNNER_PERMISSIONS", "all")
                        .output("fim-perms", "list"))
                .isEmpty();
    }

    @Test
    void compressionLevelsAreClampedAndOtherTextsMeanTheDefault() {
        Path tree = workspace.makeFolder(workspace.work().resolve("tree"));
        workspace.write(tree.resolve("file"), "text");
        assertThat(level("12", tree)).contains("Compression level: '9'");
        assertThat(level("-1", tree)).contains("Compression level: '0'");
        assertThat(level("high", tree)).contains("Compression level: '7'");
    }

    private String level(String text, Path tree) {
        return image.with("FIM_COMPRESSION_LEVEL", text)
                .output(
                        "fim-layer",
                        "create",
                        tree.toString(),
                        workspace.work().resolve("layer" + text).toString());
    }

    @Test
    void anErrorThatIsExplainedHasNoStackTrace() {
        assertThat(image.with("FIM_DEBUG", "1").run("fim-overlay", "set", "no").stderr())
                .contains("Invalid overlay type")
                .doesNotContain("\tat ");
    }

    @Test
    void commandsThatOnlyReadMakeNoFiles() {
        image.output("fim-overlay", "show");
        image.output("fim-perms", "list");
        image.output("fim-env", "list");
        image.output("fim-layer", "list");
        assertThat(workspace.data()).doesNotExist();
        assertThat(workspace.home()).isEmptyDirectory();
    }
}
