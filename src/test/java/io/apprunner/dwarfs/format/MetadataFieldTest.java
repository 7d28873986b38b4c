// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MetadataFieldTest {
    static Stream<Class<?>> structs() {
        return Stream.of(FrozenField.class, MetadataField.class)
                .flatMap(type -> Stream.concat(Stream.of(type), Arrays.stream(type.getDeclaredClasses())))
                .filter(Class::isEnum);
    }

    @ParameterizedTest
    @MethodSource("structs")
    void noNumberStandsTwiceInAStruct(Class<?> struct) {
        assertThat(struct.getEnumConstants())
                .extracting(field -> ((FrozenField) field).id())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void allStructsAreLookedAt() {
        assertThat(structs()).hasSize(9);
    }
}
