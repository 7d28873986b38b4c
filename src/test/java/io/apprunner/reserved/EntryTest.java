// SPDX-License-Identifier: Apache-2.0
package io.apprunner.reserved;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryTest {
    @ParameterizedTest
    @CsvSource({
        "ICON, 1, 1, true",
        "ICON, 1, 0, false",
        "ICON, 0, 0, true",
        "ICON, 0, 1, false",
        "BOOT, 1, 0, true",
        "BOOT, 1, 1, false"
    })
    void aValueStandsInAnExtentWhenItIsLargeAndSet(Component component, int version, int extent, boolean fits) {
        assertThat(new Entry(version, extent, 5, 1, 1).fits(component)).isEqualTo(fits);
        assertThat(new Entry(version, AreaLayout.EXTENTS + 1, 5, 1, 1).fits(component))
                .isFalse();
    }
}
