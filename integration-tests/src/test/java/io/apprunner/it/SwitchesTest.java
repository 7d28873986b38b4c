// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.OwnImageTest;
import io.apprunner.it.support.Result;
import org.junit.jupiter.api.Test;

class SwitchesTest extends OwnImageTest {
    @Test
    void casefoldWarnsWhileTheOverlayCannotDoIt() {
        assertThat(image.output("fim-casefold", "on")).isEmpty();
        Result off = image.run("fim-casefold", "off");
        assertThat(off.status()).isZero();
        assertThat(off.stdout()).isEmpty();
        assertThat(off.stderr()).contains("casefold cannot be used with bwrap overlayfs, falling back to unionfs");
        assertThat(image.output("fim-casefold", "off")).isEmpty();
    }

    @Test
    void switchesAreSilent() {
        assertThat(image.output("fim-notify", "on")).isEmpty();
        assertThat(image.output("fim-notify", "OFF")).isEmpty();
    }

    @Test
    void wrongCommandLinesAreExplained() {
        refuses("Incorrect number of arguments for 'fim-casefold' (<on|off>)", "fim-casefold");
        refuses("Invalid casefold switch", "fim-casefold foo");
        refuses("Incorrect number of arguments for 'fim-notify' (<on|off>)", "fim-notify");
        refuses("Invalid notify switch", "fim-notify foo");
    }
}
