// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.share;

import io.apprunner.error.IoReason;
import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.function.Consumer;

/**
 * Which shares can be mounted. What the host does not have is left out, and so is what it does not let this user reach:
 * a share is an offer, and no reason not to start.
 *
 * @param told told what is left out although it may be there, in a sentence
 */
public record Reach(Consumer<String> told) {
    /** The mounts that can be made. */
    public List<Mount> of(List<Mount> mounts) {
        return mounts.stream()
                .filter(mount -> !mount.access().isOfHost() || isReachable(mount.source()))
                .toList();
    }

    private boolean isReachable(String source) {
        try {
            Files.readAttributes(RawPath.of(source), BasicFileAttributes.class);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            told.accept("'" + source + "' is not shared: " + IoReason.alone(e));
            return false;
        }
    }
}
