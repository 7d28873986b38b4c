// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.db.Desktop;
import io.apprunner.db.Icon;
import io.apprunner.db.Integration;
import io.apprunner.desktop.icon.Pictures;
import io.apprunner.error.AppRunnerException;
import io.apprunner.posix.Posix;
import io.apprunner.subprocess.Subprocess;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
    private static final Path IMAGE = Path.of("/opt/my.flatimage");

    @TempDir
    Path folder;

    private final List<String> infos = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private final Progress progress = new Progress() {
        @Override
        public void info(String sentence) {
            infos.add(sentence);
        }

        @Override
        public void debug(String sentence) {
            infos.add(sentence);
        }

        @Override
        public void warning(String sentence) {
            warnings.add(sentence);
        }
    };

    @Test
    void everythingIsMadeOnceAndRemovedAgain() throws Exception {
        fakeProgram(
                "update-mime-database",
                "echo \"$@\" >> \"$HOME/part\"; cp \"$HOME/part\" \"$HOME/new\"; mv \"$HOME/new\" \"$HOME/updates\"");
        Installation installation = installation(EnumSet.allOf(Integration.class));
        installation.make(IMAGE, () -> Optional.of(png()));
        assertThat(warnings).isEmpty();
        assertThat(infos).containsExactly("Updating mime database...");
        assertThat(files())
                .contains(
                        "applications/flatimage-App.desktop",
                        "mime/packages/flatimage-App.xml",
                        "mime/packages/flatimage.xml",
                        "icons/hicolor/16x16/apps/flatimage_App.png",
                        "icons/hicolor/256x256/mimetypes/application-flatimage_App.png",
                        "icons/hicolor/scalable/mimetypes/application-flatimage.svg")
                .hasSize(3 + 18 + 1);
        assertThat(ImageIO.read(data().resolve("icons/hicolor/48x48/apps/flatimage_App.png")
                                .toFile())
                        .getWidth())
                .isEqualTo(48);
        installation.make(IMAGE, () -> {
            throw new AssertionError("the icon is not needed again");
        });
        assertThat(infos).last().isEqualTo("Skipping mime database update...");
        await(folder.resolve("updates"));
        assertThat(Files.readString(folder.resolve("updates"))).isEqualTo(data().resolve("mime") + "\n");

        infos.clear();
        installation.remove(Optional.of(Icon.Kind.PNG));
        assertThat(files())
                .containsExactlyInAnyOrder(
                        "mime/packages/flatimage.xml", "icons/hicolor/scalable/mimetypes/application-flatimage.svg");
        assertThat(infos)
                .hasSize(2 + 1 + 18)
                .contains(
                        "Removed file '" + data().resolve("applications/flatimage-App.desktop") + "'",
                        "Updating mime database...");
    }

    @Test
    void onlyWhatIsEnabledIsMade() throws IOException {
        installation(Set.of()).make(IMAGE, () -> Optional.of(png()));
        assertThat(data()).doesNotExist();
        installation(Set.of(Integration.ENTRY)).make(IMAGE, () -> Optional.of(png()));
        assertThat(files()).containsExactly("applications/flatimage-App.desktop");
        assertThat(warnings).isEmpty();
    }

    @Test
    void aMovedImageIsFollowed() throws IOException {
        Installation installation = installation(Set.of(Integration.ENTRY, Integration.MIMETYPE));
        installation.make(IMAGE, Optional::empty);
        installation.make(Path.of("/other/new name"), Optional::empty);
        assertThat(Files.readString(data().resolve("applications/flatimage-App.desktop")))
                .contains("Exec=\"/other/new name\" %F");
        assertThat(Files.readString(data().resolve("mime/packages/flatimage-App.xml")))
                .contains("pattern=\"new name\"");
    }

    @Test
    void svgIsStoredAsItIs() throws IOException {
        byte[] svg = "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8);
        installation(Set.of(Integration.ICON)).make(IMAGE, () -> Optional.of(new Icon(Icon.Kind.SVG, svg)));
        assertThat(data().resolve("icons/hicolor/scalable/apps/flatimage_App.svg"))
                .hasBinaryContent(svg);
        assertThat(data().resolve("icons/hicolor/scalable/mimetypes/application-flatimage_App.svg"))
                .hasBinaryContent(svg);
    }

    @Test
    void aLinkInAFilesPlaceIsReplacedAndNotFollowed() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Path entry = data().resolve("applications/flatimage-App.desktop");
        Files.createDirectories(entry.getParent());
        Files.createSymbolicLink(entry, victim);
        installation(Set.of(Integration.ENTRY)).make(IMAGE, Optional::empty);
        assertThat(victim).hasContent("precious");
        assertThat(entry).isRegularFile();
        assertThat(Files.isSymbolicLink(entry)).isFalse();
    }

    @Test
    void filesThatAreReadyAreTakenAsTheyAre() throws IOException {
        SortedMap<Integer, byte[]> files = Pictures.png(Pictures.decode(png().bytes()), DataHome.SIZES);
        Icon undecodable = new Icon(Icon.Kind.PNG, new byte[] {1, 2, 3}).with(files, 1 << 20);
        installation(Set.of(Integration.ICON)).make(IMAGE, () -> Optional.of(undecodable));
        assertThat(warnings).isEmpty();
        assertThat(data().resolve("icons/hicolor/48x48/apps/flatimage_App.png"))
                .hasBinaryContent(Objects.requireNonNull(files.get(48)));
    }

    @Test
    void whatOnlyClaimsToBeReadyIsNotTaken() {
        SortedMap<Integer, byte[]> files = new TreeMap<>();
        DataHome.SIZES.forEach(size -> files.put(size, "\u007fELF".getBytes(StandardCharsets.US_ASCII)));
        Icon icon = png().with(files, 1 << 20);
        installation(Set.of(Integration.ICON)).make(IMAGE, () -> Optional.of(icon));
        assertThat(Pictures.decode(content(data().resolve("icons/hicolor/48x48/apps/flatimage_App.png")))
                        .width())
                .isEqualTo(48);
    }

    @Test
    void failuresAreReportedAndTheRestIsMade() throws IOException {
        Files.createDirectories(data());
        Files.writeString(data().resolve("applications"), "not a folder");
        Icon broken = new Icon(Icon.Kind.PNG, new byte[] {1, 2, 3});
        installation(EnumSet.allOf(Integration.class)).make(IMAGE, () -> Optional.of(broken));
        assertThat(warnings).hasSize(2);
        assertThat(warnings.getFirst()).startsWith("cannot make the entry: ");
        assertThat(data().resolve("mime/packages/flatimage-App.xml")).exists();
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all.filter(file -> file.toString().endsWith(".tmp"))).isEmpty();
        }
    }

    @Test
    void aStartDoesNotWaitForThePrograms() throws Exception {
        fakeProgram("update-mime-database", "mkfifo \"$HOME/gate\"; cat \"$HOME/gate\"; touch \"$HOME/updated\"");
        installation(Set.of(Integration.MIMETYPE)).make(IMAGE, Optional::empty);
        assertThat(folder.resolve("updated")).doesNotExist();
        await(folder.resolve("gate"));
        Files.writeString(folder.resolve("gate"), "");
        await(folder.resolve("updated"));
    }

    private static void await(Path file) throws InterruptedException {
        for (int i = 0; i < 500 && !Files.exists(file); i++) {
            Thread.sleep(20);
        }
        assertThat(file).exists();
    }

    @Test
    void aProgramThatFailsIsReportedWhenThereIsTime() throws IOException {
        fakeProgram("update-mime-database", "echo broken >&2; exit 3");
        installation(Set.of(Integration.MIMETYPE)).remove(Optional.empty());
        assertThat(warnings).singleElement().asString().contains("exit status 3", "broken");
    }

    @Test
    void theStartIsAnnouncedWhereThereIsABus() throws Exception {
        fakeProgram("notify-send", "printf '<%s>' \"$@\" > \"$HOME/part\"; mv \"$HOME/part\" \"$HOME/sent\"");
        Desktop desktop = desktop(Set.of());
        programs(Map.of()).notifyOfStart(desktop, new DataHome(data()), progress);
        assertThat(infos).containsExactly("There is no session bus to notify");
        programs(Map.of("DBUS_SESSION_BUS_ADDRESS", "unix:path=/x"))
                .notifyOfStart(desktop, new DataHome(data()), progress);
        await(folder.resolve("sent"));
        assertThat(folder.resolve("sent")).hasContent("<-i><flatimage_App><Started 'App' FlatImage>");
    }

    @Test
    void theDataFolderIsTheUsersOwn() throws IOException {
        int user = (int) Files.getAttribute(folder, "unix:uid");
        assertThat(DataHome.of(Map.of(), folder.toString(), user).base()).isEqualTo(folder.resolve(".local/share"));
        assertThat(DataHome.of(Map.of("XDG_DATA_HOME", folder + "/x"), "/", user)
                        .base())
                .isEqualTo(folder.resolve("x"));
        assertThat(DataHome.of(Map.of("XDG_DATA_HOME", "x"), folder.toString(), user)
                        .base())
                .isEqualTo(folder.resolve(".local/share"));
        assertThatThrownBy(() -> DataHome.of(Map.of(), "/", user)).isInstanceOf(AppRunnerException.class);
    }

    private Installation installation(Set<Integration> integrations) {
        return new Installation(desktop(integrations), new DataHome(data()), programs(Map.of()), progress);
    }

    private static Desktop desktop(Set<Integration> integrations) {
        return new Desktop("App", new TreeSet<>(Set.of("Game")), integrations);
    }

    private HostPrograms programs(Map<String, String> more) {
        Map<String, String> environment = new java.util.TreeMap<>(more);
        environment.put("HOME", folder.toString());
        environment.put("PATH", folder.resolve("bin") + ":/nowhere");
        return new HostPrograms(new Subprocess(Posix.get()), environment);
    }

    private void fakeProgram(String name, String script) throws IOException {
        Path file = Files.createDirectories(folder.resolve("bin")).resolve(name);
        Files.writeString(file, "#!/bin/sh\nPATH=/usr/bin:/bin\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Icon png() {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(100, 50, BufferedImage.TYPE_INT_ARGB), "png", out);
            return new Icon(Icon.Kind.PNG, out.toByteArray());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Path data() {
        return folder.resolve("data");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(data())) {
            return all.filter(Files::isRegularFile)
                    .map(file -> data().relativize(file).toString())
                    .toList();
        }
    }
}
