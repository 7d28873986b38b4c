// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.apprunner.command.Screen;
import io.apprunner.command.output.Json;
import io.apprunner.config.RuntimeConfiguration;
import io.apprunner.config.StoredFlags;
import io.apprunner.console.Console;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.Setting;
import io.apprunner.desktop.DesktopIntegration;
import io.apprunner.desktop.DesktopSetup;
import io.apprunner.image.ImageAssembler;
import io.apprunner.image.ImageLocator;
import io.apprunner.posix.Posix;
import io.apprunner.reserved.ImageArea;
import io.apprunner.subprocess.Subprocess;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DesktopCommandTest {
    @TempDir
    Path folder;

    private Path image;
    private ImageSettings settings;
    private ImageLocator locator;

    @BeforeEach
    void makeImage() throws IOException {
        byte[] elf = new byte[100];
        System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}, 0, elf, 0, 7);
        image = folder.resolve("image");
        ImageAssembler.assemble(Files.write(folder.resolve("launcher"), elf), "TEST", List.of(), List.of(), image);
        locator = new ImageLocator(Posix.get(), Optional.of(image));
        settings = new ImageSettings(new ImageArea(Posix.get(), locator));
        for (String format : List.of("png", "jpg")) {
            BufferedImage picture = new BufferedImage(10, 20, BufferedImage.TYPE_INT_RGB);
            ImageIO.write(picture, format, folder.resolve("icon." + format).toFile());
        }
        Files.writeString(folder.resolve("icon.svg"), "<svg/>");
    }

    @Test
    void setupPrintsWhatItHasStored() {
        assertThat(setup("\"ICON\",\"mimetype\",\"ENTRY\"", "My App", "icon.png"))
                .isEqualTo("""
                        {
                          "categories": [
                            "Network",
                            "System"
                          ],
                          "integrations": [
                            "ENTRY",
                            "MIMETYPE",
                            "ICON"
                          ],
                          "name": "My App"
                        }
                        """);
        assertThat(output("dump", "entry"))
                .contains("Exec=\"" + image + "\" %F\n")
                .endsWith("Categories=Network;System;\n");
        assertThat(output("dump", "mimetype")).contains("pattern=\"image\"").endsWith("</mime-info>\n");
    }

    @Test
    void enablePrintsTheItemsInTheirOrder() {
        setup("", "App", "icon.png");
        assertThat(output("enable", "icon,Entry")).isEqualTo("ENTRY\nICON\n");
        assertThat(output("enable", "none")).isEqualTo("NONE\n");
        assertThat(settings.get(Setting.DESKTOP).orElseThrow().integrations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "svg"})
    void theIconIsDumpedAsItWasGiven(String extension) throws IOException {
        setup("", "App", "icon." + extension);
        byte[] original = Files.readAllBytes(folder.resolve("icon." + extension));
        for (String name : List.of("out." + extension, "other")) {
            assertThat(output("dump", "icon", folder.resolve(name).toString())).isEmpty();
        }
        assertThat(folder.resolve("out." + extension)).hasBinaryContent(original);
        assertThat(folder.resolve("other." + extension)).hasBinaryContent(original);
    }

    @Test
    void whatCannotBeUsedChangesNothing() throws IOException {
        setup("\"ENTRY\"", "App", "icon.png");
        byte[] before = Files.readAllBytes(image);
        refused("Application name cannot contain the '/' character", "My/App", "icon.png");
        refused("Failed to deserialize json", "a\\nb", "icon.png");
        refused(
                "Could not get size of file '" + folder + "/missing.png': No such file or directory",
                "A",
                "missing.png");
        refused("not supported", "A", "icon.gif");
        Files.writeString(folder.resolve("broken.png"), "text");
        refused("expected a PNG or JPEG picture", "A", "broken.png");
        Files.write(folder.resolve("large.svg"), new byte[1 << 20]);
        refused("too large: at most 1032188 bytes", "A", "large.svg");
        write("x.json", "{\"name\": \"A\", \"icon\": \"https://example.org/i.png\", \"categories\": []}");
        assertThatThrownBy(() -> output("setup", folder.resolve("x.json").toString()))
                .hasMessageContaining("download");
        assertThat(Files.readAllBytes(image)).isEqualTo(before);
    }

    private String setup(String integrations, String name, String icon) {
        write("desktop.json", """
                {"integrations": [%s], "name": "%s", "icon": "%s", "categories": ["System", "Network"]}
                """.formatted(integrations, name, folder.resolve(icon)));
        return output("setup", folder.resolve("desktop.json").toString());
    }

    private void refused(String message, String name, String icon) {
        assertThatThrownBy(() -> setup("", name, icon)).hasMessageContaining(message);
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String output(String... words) {
        Screen screen = new Screen();
        int status = screen.run(
                List.of(
                        new DesktopSetup(settings),
                        new DesktopIntegration(
                                Posix.get(),
                                new Subprocess(Posix.get()),
                                settings,
                                new RuntimeConfiguration(Map.of(), new StoredFlags(() -> {
                                    throw new AssertionError("no flag is needed");
                                })),
                                new Console()),
                        locator,
                        new Json(new ObjectMapper())),
                Stream.concat(Stream.of("fim-desktop"), Stream.of(words)).toArray(String[]::new));
        if (status != 0) {
            throw new AssertionError(screen.errors());
        }
        return screen.output();
    }
}
