// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** A test class that changes its image: each test has a copy of the small one. */
public abstract class OwnImageTest extends ImageTest {
    @Override
    protected Path original() {
        return Images.busybox();
    }

    @BeforeEach
    void takeOwnCopy() {
        if (workspace != null) {
            workspace.ownCopy();
        }
    }

    /** Checks that a command line, split at spaces, is refused with a message, prints nothing and changes nothing. */
    protected void refuses(String message, String line) {
        String before = checksum();
        Result result = image.run(List.of(line.split(" ", -1)));
        assertThat(result.refusal()).contains(message);
        assertThat(result.stdout()).isEmpty();
        assertThat(checksum()).isEqualTo(before);
    }

    /** The image's SHA-256. */
    protected String checksum() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(Files.readAllBytes(workspace.image()));
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
