// SPDX-License-Identifier: Apache-2.0
package io.apprunner.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.error.AppRunnerException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        assertThat(text(Setting.BOOT, new BootCommand("p", List.of("a"))))
                .isEqualTo("{\"args\":[\"a\"],\"program\":\"p\"}");
        assertThat(text(Setting.BINDS, Binds.NONE.with(new Binds.Bind(Binds.Type.RO, "/s", "/d"))))
                .isEqualTo("{\"0\":{\"dst\":\"/d\",\"src\":\"/s\",\"type\":\"ro\"}}");
    }

    @Test
    void aValueThatMeansUnsetIsNotStored() {
        assertThat(Setting.PERMISSIONS.toStore(Set.of())).isEmpty();
        assertThat(Setting.BOOT.toStore(new BootCommand("bash", List.of()))).isEmpty();
        assertThat(Setting.CASEFOLD.toStore(false)).isEmpty();
    }

    @Test
    void unknownBitsAreRefused() {
        assertThatThrownBy(() -> Setting.PERMISSIONS.codec().decode(new byte[] {1, (byte) 0x80, 0, 0, 0, 0, 0, 0}))
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
}
