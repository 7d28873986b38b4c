// SPDX-License-Identifier: Apache-2.0
package io.apprunner.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.bwrap.GuestEnvironment;
import io.apprunner.error.AppRunnerException;
import io.apprunner.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTest {
    @TempDir
    Path folder;

    private final HostUser user = HostUser.of(Posix.get().userId(), Posix.get().groupId(), Map.of("HOME", "/nowhere"));

    @Test
    void theDataDirIsAHiddenFolderBesideTheImage() {
        DataDirectory data = DataDirectory.prepare(folder.resolve("my app"), user, configuration(Map.of()));
        assertThat(data.path()).isEqualTo(folder.resolve(".my app.data"));
        assertThat(permissions(data.path())).isEqualTo("rwx------");
        assertThat(permissions(data.upper())).isEqualTo("rwxr-xr-x");
        assertThat(data.work()).doesNotExist();
        assertThat(DataDirectory.prepare(folder.resolve("my app"), user, configuration(Map.of())))
                .isEqualTo(data);
    }

    @Test
    void theUserCanNameAnotherDataDir() {
        Path other = folder.resolve("other");
        assertThat(DataDirectory.prepare(
                                folder.resolve("app"), user, configuration(Map.of("FIM_DIR_DATA", other.toString())))
                        .path())
                .isEqualTo(other);
    }

    @Test
    void aLinkInThePlaceOfTheDataDirIsNotFollowed() throws IOException {
        Path victim = Files.createDirectory(folder.resolve("victim"));
        Files.createSymbolicLink(folder.resolve(".app.data"), victim);
        Path home = Files.createDirectory(folder.resolve("home"));
        DataDirectory data = DataDirectory.prepare(
                folder.resolve("app"), user, configuration(Map.of("XDG_DATA_HOME", home.toString())));
        assertThat(data.path()).startsWith(home.resolve("app-runner"));
        assertThat(victim).isEmptyDirectory();
    }

    @Test
    void aDataDirThatOthersCanWriteIsRefused() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> DataDirectory.prepare(
                        folder.resolve("app"), user, configuration(Map.of("FIM_DIR_DATA", open.toString()))))
                .isInstanceOf(AppRunnerException.class)
                .hasMessageContaining("FIM_DIR_DATA");
    }

    @Test
    void inADataDirThatOthersCanEnterAClosedFolderHoldsWhatTheGuestWrites() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        RuntimeConfiguration configuration = configuration(Map.of("FIM_DIR_DATA", open.toString()));

        DataDirectory data = DataDirectory.prepare(folder.resolve("app"), user, configuration);

        assertThat(data.upper()).isEqualTo(open.resolve("private/root"));
        assertThat(permissions(open.resolve("private"))).isEqualTo("rwx------");
        assertThat(permissions(data.upper())).isEqualTo("rwxr-xr-x");
        assertThat(permissions(open)).isEqualTo("rwxr-xr-x");
        assertThat(DataDirectory.find(folder.resolve("app"), user, configuration))
                .hasValue(data);
        Files.setPosixFilePermissions(data.closed(), PosixFilePermissions.fromString("rwx--x--x"));
        assertThatThrownBy(() -> DataDirectory.prepare(folder.resolve("app"), user, configuration))
                .hasMessageContaining("closed to others");
    }

    @Test
    void whatWasWrittenIsFoundAgainWhenTheDataDirIsOpenedAndClosed() throws IOException {
        Path app = folder.resolve("app");
        DataDirectory data = DataDirectory.prepare(app, user, configuration(Map.of()));
        Files.writeString(data.upper().resolve("file"), "text");
        for (String permissions : List.of("rwxr-xr-x", "rwx------")) {
            Files.setPosixFilePermissions(data.path(), PosixFilePermissions.fromString(permissions));
            DataDirectory later = DataDirectory.prepare(app, user, configuration(Map.of()));
            assertThat(later.upper().resolve("file")).hasContent("text");
            assertThat(later.closed()).isEqualTo(data.path().resolve("private"));
        }
        assertThat(data.path().resolve("root")).doesNotExist();
    }

    @Test
    void imagesWhosePathsHashAlikeInJavaHaveTheirOwnDataDirs() throws IOException {
        assertThat("/Aa/app".hashCode()).isEqualTo("/BB/app".hashCode());
        RuntimeConfiguration configuration =
                configuration(Map.of("XDG_DATA_HOME", folder.resolve("home").toString()));
        // Their folders are not there, so nothing can be made beside them.
        DataDirectory first = DataDirectory.prepare(folder.resolve("Aa/app"), user, configuration);
        DataDirectory second = DataDirectory.prepare(folder.resolve("BB/app"), user, configuration);
        assertThat(first.path()).isNotEqualTo(second.path());
        assertThat(first.path().resolve("image")).hasContent(folder.resolve("Aa/app") + "\n");
        assertThat(DataDirectory.prepare(folder.resolve("Aa/app"), user, configuration))
                .isEqualTo(first);
    }

    @Test
    void theDataDirOfAnotherImageIsNotUsed() throws IOException {
        Path app = folder.resolve("missing/app");
        RuntimeConfiguration configuration =
                configuration(Map.of("XDG_DATA_HOME", folder.resolve("home").toString()));
        DataDirectory data = DataDirectory.prepare(app, user, configuration);
        Files.writeString(data.path().resolve("image"), "/other\n");

        assertThat(DataDirectory.find(app, user, configuration)).isEmpty();
        assertThatThrownBy(() -> DataDirectory.prepare(app, user, configuration))
                .hasMessageContaining("another image");
    }

    @Test
    void lookingForTheDataDirMakesNothing() throws IOException {
        Path app = folder.resolve("app");
        RuntimeConfiguration configuration = configuration(Map.of());
        assertThat(DataDirectory.find(app, user, configuration)).isEmpty();
        assertThat(folder).isEmptyDirectory();

        DataDirectory data = DataDirectory.prepare(app, user, configuration);
        assertThat(DataDirectory.find(app, user, configuration)).hasValue(data);
        assertThat(data.managedLayers(user)).isEmpty();
        Path layers = Files.createDirectory(data.path().resolve("layers"));
        assertThat(data.managedLayers(user)).hasValue(layers);
        Files.setPosixFilePermissions(layers, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(data.managedLayers(user)).isEmpty();
    }

    @Test
    void theDataDirThatIsFoundIsTheOneThatARunTakes() throws IOException {
        Path app = folder.resolve("app");
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.createSymbolicLink(folder.resolve(".app.data"), home);
        RuntimeConfiguration configuration = configuration(Map.of("XDG_DATA_HOME", home.toString()));
        assertThat(DataDirectory.find(app, user, configuration)).isEmpty();
        DataDirectory data = DataDirectory.prepare(app, user, configuration);
        assertThat(DataDirectory.find(app, user, configuration)).hasValue(data);

        RuntimeConfiguration chosen =
                configuration(Map.of("FIM_DIR_DATA", folder.resolve("other").toString()));
        assertThat(DataDirectory.find(app, user, chosen)).isEmpty();
    }

    @Test
    void theUserIsNamedByTheEnvironmentThenByPasswd() {
        assertThat(HostUser.of(0, 0, Map.of("USER", "me", "HOME", "/h"))).isEqualTo(new HostUser(0, 0, "me", "/h"));
        assertThat(HostUser.of(0, 0, Map.of())).isEqualTo(new HostUser(0, 0, "root", "/root"));
        assertThat(HostUser.of(987654, 1, Map.of())).isEqualTo(new HostUser(987654, 1, "987654", "/"));
    }

    @Test
    void namesThatWouldForgePasswdLinesAreNotUsed() {
        HostUser forged = HostUser.of(987654, 1, Map.of("USER", "x:y\nroot", "HOME", "relative"));
        assertThat(forged.passwdLine("/bin/sh")).isEqualTo("987654:x:987654:1:987654:/:/bin/sh");
    }

    @Test
    void theGuestIsToldAboutItselfAndStoredAndGivenVariablesWin() {
        HostUser guest = new HostUser(0, 0, "root", "/root");
        List<String> environment = GuestEnvironment.of(
                Map.of("LANG", "C.UTF-8", "FOO", "bar"),
                guest,
                Path.of("/apps/app"),
                new DataDirectory(Path.of("/apps/.app.data"), Path.of("/apps/.app.data")),
                Map.of("FIM_VERSION", "v1"),
                "/tools",
                Map.of("FOO", "stored", "BAR", "stored"),
                Map.of("BAR", "given"));
        assertThat(environment)
                .contains("FOO=stored", "BAR=given", "FIM_DIR_DATA=/apps/.app.data")
                .contains(
                        "FIM_DIR_DATA_SELF=/apps/.app.data",
                        "HOME=/root",
                        "USER=root",
                        "FIM_VERSION=v1",
                        "FIM_BIN_SELF=/apps/app")
                .contains("SHELL=/tools/bash", "TERM=xterm", "XDG_RUNTIME_DIR=/run/user/0", "LANG=C.UTF-8")
                .contains("PATH=/tools:/sbin:/usr/sbin:/usr/local/sbin:/bin:/usr/bin:/usr/local/bin");
    }

    private static RuntimeConfiguration configuration(Map<String, String> environment) {
        return new RuntimeConfiguration(environment, new StoredFlags(() -> {
            throw new AssertionError("the image is not asked");
        }));
    }

    private static String permissions(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
