// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.db.Limits.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitTextTest {
    @ParameterizedTest
    @CsvSource({
        "memory=2G, 2147483648",
        "MEMORY=1536m, 1610612736",
        "tmp=1048576, 1048576",
        "processes=1, 1",
        "tmp=1T, 1099511627776"
    })
    void valuesHaveUnits(String word, long value) {
        assertThat(LimitText.value(word)).contains(value);
    }

    @Test
    void noneIsNoLimit() {
        assertThat(LimitText.value("memory=none")).isEmpty();
        assertThat(LimitText.kind("tmp=none")).isEqualTo(Kind.TMP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "memory",
                "memory=",
                "memory=1",
                "memory=-1G",
                "memory=1KB",
                "memory=9999999999999T",
                "processes=0",
                "processes=1K",
                "tmp=1.5G"
            })
    void otherValuesAreRefused(String word) {
        assertThatThrownBy(() -> LimitText.value(word)).hasMessageStartingWith("Invalid value '");
    }

    @Test
    void otherNamesAreRefused() {
        assertThatThrownBy(() -> LimitText.kind("memry=1G")).hasMessage("Invalid limit 'memry'");
    }

    @Test
    void sizesAreShownInTheLargestWholeUnit() {
        assertThat(LimitText.show(Kind.MEMORY, 3L << 29)).isEqualTo("memory=1536M");
        assertThat(LimitText.show(Kind.TMP, (1 << 20) + 1)).isEqualTo("tmp=1048577");
        assertThat(LimitText.show(Kind.TMP, 1L << 50)).isEqualTo("tmp=1024T");
        assertThat(LimitText.show(Kind.PROCESSES, 1024)).isEqualTo("processes=1024");
    }
}
