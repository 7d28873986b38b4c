// SPDX-License-Identifier: Apache-2.0
package io.apprunner.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.error.AppRunnerException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTest {
    @Test
    void valuesAreReadAsTheyWereStored() {
        roundTrip(Setting.PERMISSIONS, EnumSet.allOf(Permission.class));
        roundTrip(Setting.PERMISSIONS, Set.of(Permission.OPTICAL));
        roundTrip(Setting.UNSHARE, Set.of(Unshare.NET, Unshare.CGROUP));
        roundTrip(Setting.NOTIFY, true);
        roundTrip(Setting.LIMITS, new Limits(Map.of(Limits.Kind.TMP, 1L << 40, Limits.Kind.PROCESSES, 7L)));
        roundTrip(Setting.OVERLAY, OverlayKind.UNIONFS);
        roundTrip(Setting.BOOT, new BootCommand("a \"b\" $C", List.of("", "ü\n", "\udcff", "\ud83d\ude00", "--x")));
        roundTrip(Setting.REMOTE, new Remote("https://example.org/ü"));
        roundTrip(Setting.ENVIRONMENT, new EnvironmentVariables(Map.of("A", "=x=", "$B", "")));
        roundTrip(
                Setting.BINDS,
                Binds.NONE
                        .with(new Binds.Bind(Binds.Type.RO, "/a b", "~/c"))
                        .with(new Binds.Bind(Binds.Type.DEV, "/dev/x", "/dev/x"))
                        .with(new Binds.Bind(Binds.Type.RW, "$X", "/y")));
    }

    @Test
    void storedFormsAreThoseOfTheFormatsPage() {
        assertThat(Setting.PERMISSIONS.codec().encode(Set.of(Permission.HOME, Permission.NETWORK)))
                .containsExactly(1, 8, 0, 0, 0, 0, 0, 0);
        assertThat(Setting.OVERLAY.codec().encode(OverlayKind.OVERLAYFS)).containsExactly(4);
        assertThat(Setting.LIMITS.codec().encode(new Limits(Map.of(Limits.Kind.MEMORY, 1L << 20))))
                .hasSize(24)
                .startsWith(0, 0, 16, 0, 0, 0, 0, 0);
        assertThatThrownBy(() -> Setting.LIMITS.codec().decode(new byte[23]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Setting.LIMITS
                        .codec()
                        .decode(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(text(Setting.BOOT, new BootCommand("p", List.of("a"))))
                .isEqualTo("{\"args\":[\"a\"],\"program\":\"p\"}");
        assertThat(text(Setting.BINDS, Binds.NONE.with(new Binds.Bind(Binds.Type.RO, "/s", "/d"))))
                .isEqualTo("{\"0\":{\"dst\":\"/d\",\"src\":\"/s\",\"type\":\"ro\"}}");
    }

    @Test
    void whatTheDesktopIsToldIsReadAsItWasStored() {
        Desktop desktop = new Desktop(
                "Mein \"Ü\" & <Co> 😀",
                new TreeSet<>(Set.of("System", "Network")),
                Set.of(Integration.ICON, Integration.ENTRY));
        roundTrip(Setting.DESKTOP, Optional.of(desktop));
        assertThat(text(Setting.DESKTOP, Optional.of(new Desktop("A", desktop.categories(), desktop.integrations()))))
                .isEqualTo("{\"categories\":[\"Network\",\"System\"],\"integrations\":[\"ENTRY\",\"ICON\"],"
                        + "\"name\":\"A\"}");
        byte[] icon = Setting.ICON.codec().encode(Optional.of(new Icon(Icon.Kind.JPG, new byte[] {1, 2})));
        assertThat(icon).containsExactly('j', 'p', 'g', 0, 1, 2);
        Icon read = Setting.ICON.codec().decode(icon).orElseThrow();
        assertThat(read.kind()).isEqualTo(Icon.Kind.JPG);
        assertThat(read.bytes()).containsExactly(1, 2);
        assertThat(read.ready()).isEmpty();
        assertThatThrownBy(() -> Setting.ICON.codec().decode(new byte[] {'g', 'i', 'f', 0, 1}))
                .hasMessageContaining("unknown kind");
        assertThatThrownBy(() -> Setting.ICON.codec().decode(new byte[4])).hasMessageContaining("unknown kind");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                "a/b",
                "a\nExec=evil",
                "a\tb",
                "a\u0000b",
                "a\u007fb",
                "a\u0085b",
                "a\u2028b",
                "a\ud800b"
            })
    void namesThatAreNoLinesOrFileNamesAreRefused(String name) {
        assertThatThrownBy(() -> new Desktop(name, new TreeSet<>(), Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
        byte[] stored = JsonBytes.encode(JsonBytes.object()
                .put("name", name)
                .<com.fasterxml.jackson.databind.node.ObjectNode>set(
                        "categories", JsonBytes.object().arrayNode())
                .set("integrations", JsonBytes.object().arrayNode()));
        assertThatThrownBy(() -> Setting.DESKTOP.codec().decode(stored)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void longNamesAndForgedCategoriesAreRefused() {
        new Desktop("ü".repeat(64), new TreeSet<>(), Set.of());
        assertThatThrownBy(() -> new Desktop("ü".repeat(65), new TreeSet<>(), Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
        for (String category : List.of("", "a;b", "a\nb")) {
            assertThatThrownBy(() -> new Desktop("A", new TreeSet<>(Set.of(category)), Set.of()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"name\":\"A\",\"icon\":\"i\"}",
                "{\"name\":\"A\",\"categories\":[]}",
                "{\"icon\":\"i\",\"categories\":[]}",
                "{\"name\":1,\"icon\":\"i\",\"categories\":[]}",
                "{\"name\":\"A\",\"icon\":\"i\",\"categories\":\"x\"}",
                "{\"name\":\"A\",\"icon\":\"i\",\"categories\":[1]}",
                "{\"name\":\"A\",\"icon\":\"i\",\"categories\":[],\"integrations\":[\"ICONN\"]}",
                "{\"name\":\"A\",\"icon\":\"i\\u0000\",\"categories\":[]}",
                "{\"name\":\"A\",\"icon\":\"i\",\"categories\":[]} x"
            })
    void otherRequestsAreRefused(String json) {
        assertThatThrownBy(() -> Desktop.request(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRequestMayHaveMoreKeysAndNoIntegrations() {
        Desktop.Request request =
                Desktop.request("{\"name\":\"A\",\"icon\":\"./i.png\",\"categories\":[\"X\"],\"more\":1}"
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(request.icon()).isEqualTo("./i.png");
        assertThat(request.desktop().integrations()).isEmpty();
        assertThat(request.desktop().categories()).containsExactly("X");
    }

    @Test
    void aValueThatMeansUnsetIsNotStored() {
        assertThat(Setting.PERMISSIONS.toStore(Set.of())).isEmpty();
        assertThat(Setting.BOOT.toStore(new BootCommand("bash", List.of()))).isEmpty();
        assertThat(Setting.CASEFOLD.toStore(false)).isEmpty();
    }

    @Test
    void unknownBitsAreRefused() {
        assertThatThrownBy(() -> Setting.PERMISSIONS.codec().decode(new byte[] {1, 0, (byte) 0x80, 0, 0, 0, 0, 0}))
                .hasMessageContaining("unknown bits");
        assertThatThrownBy(() -> Setting.PERMISSIONS.codec().decode(new byte[] {1}))
                .hasMessageContaining("1 bytes");
        assertThatThrownBy(() -> Setting.OVERLAY.codec().decode(new byte[] {3})).hasMessageContaining("overlay");
        assertThatThrownBy(() -> Setting.NOTIFY.codec().decode(new byte[] {2})).hasMessageContaining("on nor off");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "null",
                "{\"args\":[],\"program\":\"p\"} x",
                "{\"args\":[],\"program\":\"p\",\"program\":\"q\"}",
                "{\"args\":[],\"program\":\"p\",\"more\":1}",
                "{\"args\":{},\"program\":\"p\"}",
                "{\"args\":[1],\"program\":\"p\"}",
                "{\"args\":[],\"program\":\"\"}",
                "{\"args\":[],\"program\":\"\\u0000\"}",
            })
    void otherJsonIsRefused(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Setting.BOOT.codec().decode(bytes)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Setting.REMOTE.codec().decode(bytes)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hostileJsonIsRefusedQuickly() {
        for (String json : List.of("[".repeat(1 << 20), "{\"a\":" + "1".repeat(1 << 20) + "}", "{\"a\":{\"b\":1}}")) {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> Setting.ENVIRONMENT.codec().decode(bytes))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Setting.BINDS.codec().decode(bytes)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void namesOfFlagsAreMatchedInUpperAndLowerCase() {
        assertThat(Flag.parse(Permission.class, "permission", "Home,NETWORK,home"))
                .containsExactlyInAnyOrder(Permission.HOME, Permission.NETWORK);
        assertThat(Flag.parse(Permission.class, "permission", "all")).hasSize(15);
        assertThat(Flag.parse(Permission.class, "permission", "")).isEmpty();
    }

    @Test
    void wrongNamesOfFlagsAreRefused() {
        refused("none", "Invalid permission 'NONE'");
        refused("home,,media", "Invalid permission");
        refused("all,home", "Permission 'all' should not be used with others");
        refused("home ", "Invalid permission");
    }

    private static void refused(String list, String message) {
        assertThatThrownBy(() -> Flag.parse(Permission.class, "permission", list))
                .isInstanceOf(AppRunnerException.class)
                .hasMessageContaining(message);
    }

    private static <T> String text(Setting<T> setting, T value) {
        return new String(setting.codec().encode(value), StandardCharsets.UTF_8);
    }

    private static <T> void roundTrip(Setting<T> setting, T value) {
        assertThat(setting.codec().decode(setting.codec().encode(value))).isEqualTo(value);
    }

    @Test
    void anIconIsStoredWithItsReadyFiles() {
        TreeMap<Integer, byte[]> files = new TreeMap<>(Map.of(16, new byte[] {7}, 256, new byte[] {8, 9}));
        Icon icon = new Icon(Icon.Kind.PNG, new byte[] {1, 2}).with(files, 100);
        byte[] stored = Setting.ICON.codec().encode(Optional.of(icon));
        assertThat(stored)
                .containsExactly('P', 'N', 'G', 0, 2, 0, 0, 0, 1, 2, 16, 0, 1, 0, 0, 0, 7, 0, 1, 2, 0, 0, 0, 8, 9);

        Icon read = Setting.ICON.codec().decode(stored).orElseThrow();
        assertThat(read.bytes()).containsExactly(1, 2);
        assertThat(read.ready()).containsOnlyKeys(16, 256);
        assertThat(read.ready().get(256)).containsExactly(8, 9);
        for (int length = 5; length < stored.length; length++) {
            byte[] cut = Arrays.copyOf(stored, length);
            if (length != 10 && length != 17) { // there a file ends
                assertThatThrownBy(() -> Setting.ICON.codec().decode(cut)).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void filesThatDoNotFitAreNotReady() {
        TreeMap<Integer, byte[]> files = new TreeMap<>(Map.of(16, new byte[90]));
        assertThat(new Icon(Icon.Kind.PNG, new byte[10]).with(files, 100).ready())
                .isEmpty();
    }
}
