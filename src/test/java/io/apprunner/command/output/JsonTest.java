// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
    private final Json json = new Json(new ObjectMapper());

    private String each(List<?> items) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        json.renderEach(out, items::forEach);
        return out.toString(UTF_8);
    }

    @Test
    void aListThatIsMadeAsItIsRenderedLooksLikeAnyOther() {
        for (List<?> items : List.of(List.of(), List.of(Map.of("path", "ünï", "size", 3), Map.of("a", List.of())))) {
            assertThat(each(items)).isEqualTo(json.render(items) + "\n");
        }
    }

    @Test
    void aListWhoseSourceFailsHasNoEnd() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThatThrownBy(() -> json.renderEach(out, items -> {
                    throw new IllegalStateException("x");
                }))
                .hasMessage("x");
        assertThat(out.toString(UTF_8)).doesNotContain("]");
    }

    @Test
    void bytesThatAreNotUtf8AreEscapesOfLoneSurrogates() {
        List<Object> items = List.of(Map.of("k\udcff", "\udc80\ud83d\udc80\u00fc"));
        assertThat(json.render(items)).contains("\"k\\udcff\": \"\\udc80\ud83d\udc80\u00fc\"");
        assertThat(each(items)).isEqualTo(json.render(items) + "\n");
    }

    @Test
    void aPairOfSurrogatesThatIsWrittenInTwoPartsStaysOne() {
        String faces = "\ud83d\udc80".repeat(9000);
        assertThat(json.render(List.of("x" + faces))).contains(faces).doesNotContain("\\u");
        assertThat(each(List.of("x" + faces))).contains(faces).doesNotContain("\\u");
    }
}
