// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.OwnImageTest;
import org.junit.jupiter.api.Test;

class OverlayKindTest extends OwnImageTest {
    @Test
    void theEffectiveKindIsShownInUpperCase() {
        assertThat(image.output("fim-overlay", "show")).isEqualTo("BWRAP\n");
        assertThat(image.output("fim-overlay", "set", "UnionFS")).isEmpty();
        assertThat(image.output("fim-overlay", "show")).isEqualTo("UNIONFS\n");
        assertThat(image.with("FIM_OVERLAY", "overlayfs").output("fim-overlay", "show"))
                .isEqualTo("OVERLAYFS\n");
        assertThat(image.with("FIM_OVERLAY", "OVERLAYFS").output("fim-overlay", "show"))
                .isEqualTo("UNIONFS\n");
    }

    @Test
    void wrongCommandLinesAreExplained() {
        refuses("Missing op for 'fim-overlay' (<set|show>)", "fim-overlay");
        refuses("Invalid overlay operation", "fim-overlay no");
        refuses("Missing argument for 'set'", "fim-overlay set");
        refuses("Invalid overlay type", "fim-overlay set foo");
        refuses("Trailing arguments for fim-overlay: ['foo',]", "fim-overlay show foo");
    }
}
