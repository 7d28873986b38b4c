// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it.support;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;

/**
 * A test class that runs the image, with a workspace for each test. It runs it as root; a twin that extends it runs the
 * same tests as an ordinary user. (They are no parameters of the class because surefire counts those as one test.)
 */
public abstract class ImageTest {
    /** Who runs the image. */
    protected final Account account = account();

    /** The folders of this test. */
    protected Workspace workspace;

    /** The image, run by the account. */
    protected Executable image;

    /** Who runs the image. */
    protected Account account() {
        return Account.ROOT;
    }

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
