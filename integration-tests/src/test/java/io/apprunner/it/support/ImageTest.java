// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it.support;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A test class that runs the image as every account, with a workspace for each test. */
@ParameterizedClass(name = "as {0}")
@EnumSource(Account.class)
public abstract class ImageTest {
    /** Who runs the image. */
    @Parameter
    protected Account account;

    /** The folders of this test. */
    protected Workspace workspace;

    /** The image, run by the account. */
    protected Executable image;

    /** The file that is tested. */
    protected Path original() {
        return Images.debian();
    }

    @BeforeEach
    void makeWorkspace() {
        account.obstacle().ifPresent(Assumptions::abort);
        workspace = Workspace.of(account, original());
        image = workspace.executable();
    }

    @AfterEach
    void removeWorkspace() {
        if (workspace != null) {
            workspace.close();
        }
    }
}
