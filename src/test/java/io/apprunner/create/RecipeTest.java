// SPDX-License-Identifier: Apache-2.0
package io.apprunner.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.error.AppRunnerException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeTest {
    @Test
    void aRecipeIsReadInItsOrder() {
        assertThat(parse("{'description': 'Web\\nbrowser', 'packages': ['firefox', 'libc++=1.2-3', 'a:amd64'],"
                        + " 'dependencies': ['xorg', 'audio'], 'desktop': {'name': 'x'}}"))
                .isEqualTo(new Recipe(
                        "Web\nbrowser", List.of("firefox", "libc++=1.2-3", "a:amd64"), List.of("xorg", "audio")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", 'dependencies': 'x'", ", 'dependencies': {}", ", 'dependencies': null"})
    void dependenciesThatAreNoListAreNone(String dependencies) {
        assertThat(parse("{'description': '', 'packages': []" + dependencies + "}"))
                .isEqualTo(new Recipe("", List.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "^^|Empty json file",
                "^ \n^|Empty json file",
                "{|Could not parse json file",
                "[]|Could not parse json file",
                "{} {}|Could not parse json file",
                "{'description': 'a', 'description': 'b', 'packages': []}|Could not parse json file",
                "{'packages': []}|Missing 'description' field",
                "{'description': 1, 'packages': []}|Missing 'description' field",
                "{'description': 'x'}|Missing 'packages' field",
                "{'description': 'x', 'packages': 'y'}|Missing 'packages' field",
                "{'description': 'x', 'packages': [1]}|'packages' has something else",
            })
    void whatIsNoRecipeIsRefused(String json, String message) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(AppRunnerException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--root=/", "-y", "", "a b", "a\\nb", "a;b", "$(a)"})
    void namesThatAPackageManagerWouldMisunderstandAreRefused(String name) {
        assertThatThrownBy(() -> parse("{'description': 'x', 'packages': ['" + name + "']}"))
                .hasMessageContaining("cannot be the name of a package");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../x", "a/b", "/etc", "", ".hidden", "-x", "a?b", "a%2fb"})
    void dependenciesThatLeadElsewhereAreRefused(String name) {
        assertThat(Recipe.isName(name)).isFalse();
        assertThatThrownBy(() -> parse("{'description': 'x', 'packages': [], 'dependencies': ['" + name + "']}"))
                .hasMessageContaining("cannot be the name of a recipe");
    }

    private static Recipe parse(String json) {
        return Recipe.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
