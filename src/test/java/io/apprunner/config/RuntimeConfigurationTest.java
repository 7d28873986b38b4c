// SPDX-License-Identifier: Apache-2.0
package io.apprunner.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.db.OverlayKind;
import io.apprunner.db.Setting;
import io.apprunner.error.AppRunnerException;
import io.apprunner.posix.Posix;
import io.apprunner.reserved.AreaWriter;
import io.apprunner.reserved.Component;
import io.apprunner.reserved.FileStorage;
import io.apprunner.reserved.ReservedArea;
import io.apprunner.reserved.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RuntimeConfigurationTest {
    private static final Path PAGE = Path.of("docs/settings.md");

    /** A text that each variable can have, and the value that it stands for, which is not the default. */
    private static final Map<ConfigKey, Map.Entry<String, String>> SAMPLES = Map.of(
            ConfigKey.OVERLAY, Map.entry("unionfs", "unionfs"),
            ConfigKey.CASEFOLD, Map.entry("1", "on"),
            ConfigKey.DEBUG, Map.entry("1", "on"),
            ConfigKey.ROOT, Map.entry("1", "on"),
            ConfigKey.LAYERS, Map.entry("\"/a b\":${HOME}/c", "\"/a b\":${HOME}/c"),
            ConfigKey.COMPRESSION_LEVEL, Map.entry("12", "9"),
            ConfigKey.DATA_DIRECTORY, Map.entry("/data", "/data"),
            ConfigKey.DATA_HOME, Map.entry("/home", "/home"),
            ConfigKey.START_FILES, Map.entry("/files", "/files"),
            ConfigKey.SOURCE_DATE_EPOCH, Map.entry("1000", "1000"));

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(ConfigKey.class)
    void everySettingHasItsDefault(ConfigKey key) throws IOException {
        assertThat(configuration(Map.of(), Map.of()).value(key).orElse("")).isEqualTo(key.fallback());
        assertThat(key.meaning()).isNotEmpty();
    }

    @Test
    void theDataDirThatAGuestIsToldIsNotThatOfAnImageInside() throws IOException {
        Map<String, String> told = Map.of("FIM_DIR_DATA", "/outer", "FIM_DIR_DATA_SELF", "/outer");
        assertThat(configuration(told, Map.of()).dataDirectory()).isEmpty();
        Map<String, String> chosen = Map.of("FIM_DIR_DATA", "/inner", "FIM_DIR_DATA_SELF", "/outer");
        assertThat(configuration(chosen, Map.of()).dataDirectory()).contains(Path.of("/inner"));
    }

    @ParameterizedTest
    @EnumSource(ConfigKey.class)
    void everyVariableIsHonoured(ConfigKey key) throws IOException {
        if (!key.variable().isEmpty()) {
            Map.Entry<String, String> sample = SAMPLES.getOrDefault(key, Map.entry("", ""));
            Map<String, String> environment = Map.of(key.variable(), sample.getKey());
            assertThat(sample.getValue()).isNotEqualTo(key.fallback());
            assertThat(configuration(environment, Map.of()).value(key)).hasValue(sample.getValue());
        }
    }

    @Test
    void flagsOfTheImageWinOverDefaultsAndLoseToTheEnvironment() throws IOException {
        Map<Component, Optional<byte[]>> flags = Map.of(
                Component.OVERLAY, Setting.OVERLAY.toStore(OverlayKind.OVERLAYFS),
                Component.CASEFOLD, Setting.CASEFOLD.toStore(true),
                Component.NOTIFY, Setting.NOTIFY.toStore(true));

        RuntimeConfiguration stored = configuration(Map.of(), flags);
        assertThat(stored.overlay()).isEqualTo(OverlayKind.OVERLAYFS);
        assertThat(stored.casefold()).isTrue();
        assertThat(stored.notification()).isTrue();
        assertThat(configuration(Map.of("FIM_OVERLAY", "unionfs"), flags).overlay())
                .isEqualTo(OverlayKind.UNIONFS);
    }

    @ParameterizedTest
    @CsvSource({"FIM_OVERLAY,BWRAP", "FIM_OVERLAY,''", "FIM_OVERLAY,no", "FIM_CASEFOLD,0", "FIM_CASEFOLD,off"})
    void otherTextsLeaveTheStoredFlags(String variable, String text) throws IOException {
        RuntimeConfiguration configuration = configuration(
                Map.of(variable, text),
                Map.of(
                        Component.OVERLAY, Setting.OVERLAY.toStore(OverlayKind.OVERLAYFS),
                        Component.CASEFOLD, Setting.CASEFOLD.toStore(true)));

        assertThat(configuration.overlay()).isEqualTo(OverlayKind.OVERLAYFS);
        assertThat(configuration.casefold()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"'',7", "x,7", "1.5,7", "-3,0", "0,0", "9,9", "99999999999,9"})
    void compressionLevelsAreClampedAndOtherTextsMeanTheDefault(String text, int level) throws IOException {
        assertThat(configuration(Map.of("FIM_COMPRESSION_LEVEL", text), Map.of())
                        .compressionLevel())
                .isEqualTo(level);
    }

    @Test
    void theKernelsOverlayCannotFoldCase() throws IOException {
        RuntimeConfiguration folding = configuration(Map.of("FIM_CASEFOLD", "1"), Map.of());
        assertThat(folding.chosenOverlay()).isEqualTo(OverlayKind.BWRAP);
        assertThat(folding.overlay()).isEqualTo(OverlayKind.UNIONFS);
        assertThat(configuration(Map.of("FIM_CASEFOLD", "1", "FIM_OVERLAY", "overlayfs"), Map.of())
                        .overlay())
                .isEqualTo(OverlayKind.OVERLAYFS);
    }

    @Test
    void onlyExactlyOneSwitchesOn() throws IOException {
        for (String text : new String[] {"", "0", "true", "yes", " 1", "11"}) {
            RuntimeConfiguration configuration =
                    configuration(Map.of("FIM_DEBUG", text, "FIM_ROOT", text, "FIM_CASEFOLD", text), Map.of());
            assertThat(configuration.debug() || configuration.root() || configuration.casefold())
                    .isFalse();
        }
    }

    @Test
    void theImageIsReadOnlyWhenAFlagIsAskedForAndOnlyOnce() throws IOException {
        int[] reads = {0};
        RuntimeConfiguration configuration = new RuntimeConfiguration(Map.of("FIM_OVERLAY", "bwrap"), flags(() -> {
            reads[0]++;
            return area(Map.of());
        }));
        configuration.compressionLevel();
        configuration.chosenOverlay();
        configuration.dataDirectory();
        assertThat(reads[0]).isZero();
        configuration.casefold();
        configuration.notification();
        assertThat(reads[0]).isEqualTo(1);
    }

    @Test
    void nothingConfiguresWhatGuestsMayDo() {
        assertThat(ConfigKey.components())
                .containsExactlyInAnyOrder(Component.OVERLAY, Component.CASEFOLD, Component.NOTIFY);
    }

    @Test
    void aTimeThatIsNoNumberIsRefused() throws IOException {
        for (String text : new String[] {"x", "-1", "253402300800"}) {
            RuntimeConfiguration configuration = configuration(Map.of("SOURCE_DATE_EPOCH", text), Map.of());
            assertThatThrownBy(configuration::sourceDateEpoch)
                    .isInstanceOf(AppRunnerException.class)
                    .hasMessageContaining(text);
        }
    }

    /** With -Dapp-runner.rewrite-docs=true the page is written anew. */
    @Test
    void thePageOfSettingsIsWhatTheCatalogueSays() throws IOException {
        if (Boolean.getBoolean("app-runner.rewrite-docs")) {
            Files.writeString(PAGE, page());
        }
        assertThat(Files.readString(PAGE))
                .as("mvn test -Dtest=RuntimeConfigurationTest -Dapp-runner.rewrite-docs=true writes it anew")
                .isEqualTo(page());
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # Settings

                <!-- Made from the catalogue io.apprunner.config.ConfigKey; a unit test compares the two. -->

                A run is configured by the environment, then by the flags that the image has stored, then by defaults. Values that are
                not allowed count as none. Files of the current folder configure nothing ([ADR 3](adr/0003-configuration-sources.md)).

                | property | variable | allowed | stored by | default | meaning |
                |---|---|---|---|---|---|
                """);
        for (ConfigKey key : ConfigKey.values()) {
            page.append("| `%s` | %s | %s | %s | %s | %s |\n"
                    .formatted(
                            key.property(),
                            code(key.variable()),
                            key.allowed().description(),
                            code(key.component()
                                    .map(component -> "fim-" + component.label())
                                    .orElse("")),
                            code(key.fallback()),
                            key.meaning().replace("<", "&lt;")));
        }
        return page + """

                What guests may use of the host (`fim-perms`, `fim-unshare`, `fim-bind`) is not among them: it is read from the image
                alone, and nothing in the environment can widen it. `docs/format/reserved.md` tells how the image stores settings.
                """;
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    private RuntimeConfiguration configuration(Map<String, String> environment, Map<Component, Optional<byte[]>> flags)
            throws IOException {
        Snapshot area = area(flags);
        return new RuntimeConfiguration(environment, new StoredFlags(() -> area));
    }

    /** Something that reads an area. */
    private interface Reading {
        Snapshot read() throws IOException;
    }

    private static StoredFlags flags(Reading reading) {
        return new StoredFlags(() -> {
            try {
                return reading.read();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private Snapshot area(Map<Component, Optional<byte[]>> flags) throws IOException {
        Path file = Files.write(folder.resolve("area"), new byte[4 << 20]);
        try (FileStorage storage = new FileStorage(Posix.get(), file, 0)) {
            new AreaWriter(storage, "area").write(flags);
            return new ReservedArea(storage, "area").read(ConfigKey.components());
        }
    }
}
