// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.host;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.error.AppRunnerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserNamespacesTest {
    @TempDir
    Path settings;

    @Test
    void aHostWithoutTheSettingsForbidsNothing() {
        assertThatCode(() -> UserNamespaces.check(settings)).doesNotThrowAnyException();
    }

    @Test
    void theSettingThatForbidsIsNamed() throws IOException {
        Files.writeString(Files.createDirectory(settings.resolve("user")).resolve("max_user_namespaces"), "0\n");
        assertThatThrownBy(() -> UserNamespaces.check(settings))
                .isInstanceOf(AppRunnerException.class)
                .hasMessageContaining("user.max_user_namespaces is 0");
    }
}
