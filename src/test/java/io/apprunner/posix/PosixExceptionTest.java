// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.error.Failure;
import org.junit.jupiter.api.Test;

class PosixExceptionTest {
    @Test
    void aProcessThatALimitForbidsIsToldWithTheLimit() {
        assertThatThrownBy(() -> PosixException.started(-Constants.EAGAIN, "bubblewrap"))
                .hasMessageStartingWith("cannot start bubblewrap: ")
                .hasFieldOrPropertyWithValue("hint", Failure.PROCESS_LIMIT);
    }

    @Test
    void aLimitOfOpenFilesIsToldWhateverWasTried() {
        assertThatThrownBy(() -> PosixException.started(-Constants.EMFILE, "bubblewrap"))
                .hasFieldOrPropertyWithValue("hint", Failure.FILE_LIMIT);
        assertThatThrownBy(() -> PosixException.check(-Constants.EMFILE, "open /dev/fuse", "load fuse"))
                .hasFieldOrPropertyWithValue("hint", Failure.FILE_LIMIT);
    }

    @Test
    void otherReasonsHaveNoHint() {
        assertThatThrownBy(() -> PosixException.started(-Constants.ENOENT, "bubblewrap"))
                .hasFieldOrPropertyWithValue("hint", "");
        assertThat(PosixException.started(7, "bubblewrap")).isEqualTo(7);
    }
}
