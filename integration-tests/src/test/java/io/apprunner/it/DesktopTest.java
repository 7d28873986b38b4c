// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Executable;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.OwnImageTest;
import io.apprunner.it.support.Result;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DesktopTest extends OwnImageTest {
    private static final List<Integer> SIZES = List.of(16, 22, 24, 32, 48, 64, 96, 128, 256);
    private static final String ALL = "\"ICON\",\"MIMETYPE\",\"ENTRY\"";

    @Test
    void setupPrintsWhatItHasStored() {
        assertThat(setup(ALL, "MyApp", icon("png")))
                .isEqualTo("{\n  \"categories\": [\n    \"Network\",\n    \"System\"\n  ],\n"
                        + "  \"integrations\": [\n    \"ENTRY\",\n    \"MIMETYPE\",\n    \"ICON\"\n  ],\n"
                        + "  \"name\": \"MyApp\"\n}\n");
        assertThat(setup("", "My App", icon("svg"))).contains("\"integrations\": [],", "\"name\": \"My App\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                "fim-desktop;Missing op for 'fim-desktop'",
                "fim-desktop no;Invalid desktop operation",
                "fim-desktop setup;Missing argument for 'setup' (/path/to/file.json)",
                "fim-desktop setup some-file.json hello;Trailing arguments for fim-desktop: ['hello',]",
                "fim-desktop setup some-file.json;Failed to open file 'some-file.json' for desktop integration",
                "fim-desktop enable;Missing arguments for 'enable' (entry,mimetype,icon,none)",
                "fim-desktop enable icon mimetype;Trailing arguments for fim-desktop: ['mimetype',]",
                "fim-desktop enable none,mimetype;'none' option should not be used with others",
                "fim-desktop enable icon2;Invalid integration item",
                "fim-desktop enable icon;Empty json data",
                "fim-desktop clean;Empty json data",
                "fim-desktop dump entry;Empty json data",
                "fim-desktop dump mimetype;Empty json data",
                "fim-desktop dump icon out.png;Empty icon data",
                "fim-destkop dump;did you mean fim-desktop?",
            })
    void wrongCommandLinesAreExplained(String line, String message) {
        refuses(message, line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                "{\"name\": \"My/App\", \"icon\": \"icon.png\", \"categories\": []};"
                        + "Application name cannot contain the '/' character",
                "{\"name\": \"A\\nExec=sh\", \"icon\": \"icon.png\", \"categories\": []};Failed to deserialize json",
                "{\"name\": \"A\", \"icon\": \"icon.png\", \"categories\": [\"a\\nb\"]};Failed to deserialize json",
                "{\"name\": \"A\", \"icon\": \"icon.png\", \"categories\": [], \"integrations\": [\"ICONN\"]};"
                        + "Failed to deserialize json",
                "{\"name\": \"A\", \"icon\": \"icon.png\"};Failed to deserialize json",
                "not json;Failed to deserialize json",
                "{\"name\": \"A\", \"icon\": \"/missing/icon.png\", \"categories\": []};"
                        + "Could not get size of file '/missing/icon.png': No such file or directory",
                "{\"name\": \"A\", \"icon\": \"icon.gif\", \"categories\": []};not supported",
                "{\"name\": \"A\", \"icon\": \"broken.png\", \"categories\": []};expected a PNG or JPEG picture",
                "{\"name\": \"A\", \"icon\": \"large.png\", \"categories\": []};too large",
                "{\"name\": \"A\", \"icon\": \"https://example.org/i.png\", \"categories\": []};download it",
                "{\"name\": \"A\", \"icon\": \"evil.svg\", \"categories\": []};SVG",
            })
    void requestsThatCannotBeUsedChangeNothing(String json, String message) {
        icon("png");
        workspace.write(workspace.work().resolve("broken.png"), "text");
        workspace.write(workspace.work().resolve("large.png"), "x".repeat(1 << 20));
        workspace.write(
                workspace.work().resolve("evil.svg"),
                "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg>&x;</svg>");
        workspace.write(workspace.work().resolve("x.json"), json);
        refuses(message, "fim-desktop setup x.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "svg"})
    void theIconIsDumpedAsItWasGiven(String extension) {
        Path icon = icon(extension);
        setup("", "MyApp", icon);
        assertThat(image.output("fim-desktop", "dump", "icon", "out." + extension))
                .isEmpty();
        assertThat(image.output("fim-desktop", "dump", "icon", "other")).isEmpty();
        assertThat(workspace.work().resolve("out." + extension)).hasSameBinaryContentAs(icon);
        assertThat(workspace.work().resolve("other." + extension)).hasSameBinaryContentAs(icon);
    }

    @Test
    @Needs(Need.FUSE)
    void aStartMakesWhatIsEnabled() {
        setup("", "MyApp", icon("png"));
        image.output("fim-exec", "true");
        assertThat(workspace.home()).isEmptyDirectory();

        assertThat(image.output("fim-desktop", "enable", "entry")).isEqualTo("ENTRY\n");
        image.output("fim-exec", "true");
        assertThat(files()).containsExactly("applications/flatimage-MyApp.desktop");
        assertThat(content("applications/flatimage-MyApp.desktop"))
                .isEqualTo("[Desktop Entry]\nName=MyApp\nType=Application\n"
                        + "Comment=FlatImage distribution of \"MyApp\"\nExec=\"" + workspace.image() + "\" %F\n"
                        + "Icon=flatimage_MyApp\nMimeType=application/flatimage_MyApp;\nCategories=Network;System;");

        assertThat(image.output("fim-desktop", "enable", "ICON,mimetype")).isEqualTo("MIMETYPE\nICON\n");
        image.output("fim-exec", "true");
        assertThat(files()).contains("mime/packages/flatimage-MyApp.xml", "mime/packages/flatimage.xml");
        assertIcons("MyApp");

        assertThat(image.output("fim-desktop", "enable", "none")).isEqualTo("NONE\n");
    }

    @Test
    @Needs(Need.FUSE)
    void theHostsToolsAcceptTheFiles() {
        setup(ALL, "MyApp", icon("jpg"));
        image.output("fim-exec", "true");
        workspace.script("desktop-file-validate \"$1\"", file("applications/flatimage-MyApp.desktop"));
        workspace.script(
                "xmllint --noout \"$@\"",
                file("mime/packages/flatimage-MyApp.xml"),
                file("mime/packages/flatimage.xml"),
                file("icons/hicolor/scalable/mimetypes/application-flatimage.svg"));
        assertThat(content("mime/globs2"))
                .contains("100:application/flatimage_MyApp:image", "50:application/flatimage:*.flatimage");
        assertIcons("MyApp");
    }

    @Test
    @Needs(Need.FUSE)
    void nothingIsWrittenAgainAndNeverTheImage() {
        setup(ALL, "My App", icon("progressive.jpg"));
        String checksum = checksum();
        image.output("fim-exec", "true");
        String before = workspace.script("cd \"$1\"; find . -type f -printf '%p %i %T@\\n' | sort", data());
        assertThat(before).contains("flatimage-My App.desktop", "flatimage_My App.png");
        image.output("fim-root", "true");
        image.output("-c", "true");
        assertThat(workspace.script("cd \"$1\"; find . -type f -printf '%p %i %T@\\n' | sort", data()))
                .isEqualTo(before);
        assertThat(checksum()).isEqualTo(checksum);
    }

    @Test
    @Needs(Need.FUSE)
    void aMovedImageIsFollowed() {
        setup("\"ENTRY\",\"MIMETYPE\"", "MyApp", icon("png"));
        image.output("fim-exec", "true");
        Path moved = workspace.image().resolveSibling("a \"new\" $place `x` \\ü");
        workspace.script("mv \"$1\" \"$2\"", workspace.image(), moved);
        Path data = workspace.folder().resolve("data");
        Executable there = image.at(moved).with("FIM_DIR_DATA", data.toString()).with("FIM_DEBUG", "1");
        Result first = there.run("fim-exec", "true");
        assertThat(first.success()).contains("Updating mime database");
        Result second = there.run("fim-exec", "true");
        assertThat(second.success()).contains("Skipping mime database update").doesNotContain("Updating mime database");
        assertThat(content("applications/flatimage-MyApp.desktop"))
                .contains("Exec=\"" + moved.getParent() + "/a \\\\\"new\\\\\" \\\\$place \\\\`x\\\\` \\\\\\\\ü\" %F\n");
        workspace.script("desktop-file-validate \"$1\"", file("applications/flatimage-MyApp.desktop"));
        workspace.script("xmllint --noout \"$1\"", file("mime/packages/flatimage-MyApp.xml"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "svg", "jpg"})
    @Needs(Need.FUSE)
    void cleanRemovesExactlyWhatWasMade(String extension) {
        setup(ALL, "MyApp", icon(extension));
        workspace.script("mkdir -p \"$1/applications\"; echo mine > \"$1/applications/other.desktop\"", data());
        image.output("fim-exec", "true");
        List<String> made =
                files().stream().filter(file -> file.contains("MyApp")).toList();
        String output = image.output("fim-desktop", "clean");
        assertThat(output).contains("Updating mime database");
        made.stream()
                .filter(file -> !file.startsWith("mime/application/"))
                .forEach(file -> assertThat(output).contains("Removed file '" + file(file) + "'"));
        assertThat(output.lines()).hasSize(extension.equals("svg") ? 5 : 21);
        assertThat(files()).noneMatch(file -> file.contains("MyApp"));
        assertThat(files()).contains("mime/packages/flatimage.xml", "applications/other.desktop");
        assertThat(image.output("fim-desktop", "dump", "entry")).contains("Name=MyApp");
        assertThat(image.output("fim-desktop", "clean")).contains("Removed file '");
    }

    @Test
    @Needs(Need.FUSE)
    void theDataFolderOfTheEnvironmentIsUsed() {
        setup("\"ENTRY\"", "MyApp", icon("png"));
        Path other = workspace.makeFolder(workspace.folder().resolve("xdg"));
        image.with("XDG_DATA_HOME", other.toString()).output("fim-exec", "true");
        assertThat(other.resolve("applications/flatimage-MyApp.desktop")).isRegularFile();
        assertThat(workspace.home()).isEmptyDirectory();
    }

    @Test
    @Needs(Need.FUSE)
    void aFolderThatCannotBeWrittenStopsNoRun() {
        setup(ALL, "MyApp", icon("png"));
        Executable lost = image.with("XDG_DATA_HOME", "/proc/nowhere");
        assertThat(lost.output("fim-exec", "echo", "fine")).isEqualTo("fine\n");
        Result told = lost.with("FIM_DEBUG", "1").run("fim-exec", "echo", "fine");
        assertThat(told.status()).isZero();
        assertThat(told.stderr().lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith("W::"));
    }

    @Test
    @Needs(Need.FUSE)
    void aLinkInTheEntrysPlaceIsNotFollowed() {
        setup("\"ENTRY\"", "MyApp", icon("png"));
        Path victim = workspace.write(workspace.work().resolve("victim"), "precious");
        workspace.script(
                "mkdir -p \"$1/applications\"; ln -s \"$2\" \"$1/applications/flatimage-MyApp.desktop\"",
                data(),
                victim);
        image.output("fim-exec", "true");
        assertThat(victim).hasContent("precious");
        assertThat(Files.isSymbolicLink(file("applications/flatimage-MyApp.desktop")))
                .isFalse();
    }

    @Test
    @Needs(Need.FUSE)
    void aStartIsAnnounced() {
        setup("\"ICON\"", "MyApp", icon("png"));
        image.output("fim-notify", "on");
        Path sent = workspace.work().resolve("sent");
        Path programs = workspace.makeFolder(workspace.folder().resolve("bin"));
        Path program = workspace.write(
                programs.resolve("notify-send"),
                "#!/bin/sh\nprintf '<%s>' \"$@\" > '" + sent + ".part'\nmv '" + sent + ".part' '" + sent + "'\n");
        workspace.script("chmod 755 \"$1\"", program);
        image.with("PATH", programs + ":/usr/bin:/bin")
                .with("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
                .output("fim-exec", "true");
        workspace.script("for i in $(seq 100); do [ -e \"$1\" ] && exit; sleep 0.1; done; exit 1", sent);
        assertThat(sent)
                .hasContent("<-i><" + file("icons/hicolor/64x64/apps/flatimage_MyApp.png")
                        + "><Started 'MyApp' FlatImage>");
    }

    private void assertIcons(String name) {
        for (int size : SIZES) {
            String folder = "icons/hicolor/" + size + "x" + size;
            for (String icon :
                    List.of("/apps/flatimage_" + name + ".png", "/mimetypes/application-flatimage_" + name + ".png")) {
                BufferedImage picture = read(file(folder + icon));
                assertThat(picture.getWidth()).isEqualTo(size);
                assertThat(picture.getHeight()).isEqualTo(size / 2);
            }
        }
    }

    private String setup(String integrations, String name, Path icon) {
        workspace.write(
                workspace.work().resolve("desktop.json"),
                "{\"integrations\": [%s], \"name\": \"%s\", \"icon\": \"%s\", \"categories\": [\"System\", \"Network\"]}\n"
                        .formatted(integrations, name, icon));
        return image.output("fim-desktop", "setup", "desktop.json");
    }

    /** A picture of that kind in the working folder. */
    private Path icon(String extension) {
        Path file = workspace.work().resolve("icon." + extension);
        if (extension.equals("svg")) {
            return workspace.write(file, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"8\"/>\n");
        }
        BufferedImage picture = new BufferedImage(300, 150, BufferedImage.TYPE_INT_RGB);
        picture.createGraphics().fillRect(20, 20, 100, 100);
        ImageWriter writer = ImageIO.getImageWritersBySuffix(extension.endsWith("jpg") ? "jpg" : "png")
                .next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        if (extension.startsWith("progressive")) {
            parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), parameters);
            out.flush();
            return account.own(Files.write(file, bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
    }

    private static BufferedImage read(Path file) {
        try {
            return ImageIO.read(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path data() {
        return workspace.home().resolve(".local/share");
    }

    private Path file(String name) {
        return data().resolve(name);
    }

    private String content(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> files() {
        try (Stream<Path> all = Files.walk(data())) {
            return all.filter(Files::isRegularFile)
                    .map(found -> data().relativize(found).toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
