// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it.support;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;

/** A test class that runs the image once for each account, with a workspace for each test. */
@EveryAccount
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
        account.obstacle().ifPresent(reason -> Assumptions.abort(reason));
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
