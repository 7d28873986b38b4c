// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CreateProgressTest {
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final AtomicLong now = new AtomicLong();

    private CreateProgress progress(boolean terminal) {
        return new CreateProgress(
                new Console(new PrintStream(new ByteArrayOutputStream()), new PrintStream(screen)), terminal, now::get);
    }

    private String shown() {
        String text = screen.toString(StandardCharsets.UTF_8).replace("\r\u001b[K", "|");
        screen.reset();
        return text;
    }

    @Test
    void nothingIsShownWithoutATerminal() {
        CreateProgress progress = progress(false);
        progress.scanned(1);
        progress.bytesIn(1, 2);
        progress.bytesOut(1);
        progress.clear();

        assertThat(shown()).isEmpty();
    }

    @Test
    void bytesRatioRateAndTimeLeftAreShown() {
        CreateProgress progress = progress(true);
        progress.bytesIn(0, 100 << 20);
        shown();
        now.set(2_000_000_000);
        progress.bytesOut(5 << 20);
        progress.bytesIn(20 << 20, 100 << 20);

        assertThat(shown()).isEqualTo("|20%  20.0 of 100.0 MiB -> 5.0 MiB (25%)  10.0 MiB/s  0:08 left");
    }

    @Test
    void theLineIsDrawnAtMostTenTimesASecondAndRemovedAtTheEnd() {
        CreateProgress progress = progress(true);
        for (int i = 0; i < 1000; i++) {
            now.set(i * 1_000_000L);
            progress.scanned(i);
        }
        assertThat(shown().split("\\|")).hasSize(11);

        progress.clear();
        assertThat(shown()).isEqualTo("|");
        progress.clear();
        assertThat(shown()).isEmpty();
    }

    @Test
    void lossesAreToldOnALineOfTheirOwnWithoutControlCharacters() {
        CreateProgress progress = progress(true);
        progress.scanned(7);
        progress.notStored(Path.of("a\u001b[2Jb"), "extended attribute user.x");

        assertThat(shown())
                .isEqualTo("|7 files found|W::fim-layer::a\\x1b[2Jb: a layer cannot hold its"
                        + " extended attribute user.x\n");
    }
}
