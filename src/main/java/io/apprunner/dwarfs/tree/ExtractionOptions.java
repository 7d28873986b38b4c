// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.tree;

import io.apprunner.error.AppRunnerException;

/**
 * How a tree is extracted.
 *
 * @param keepsSpecial whether to make what can give away rights on the host: devices, and files with a set-user-ID or
 *     set-group-ID bit. Without it devices are left out and the bits are not set.
 * @param stopsAtFailure whether the first entry that fails is the last one, but for the attributes of directories
 * @param listener told what fails
 */
public record ExtractionOptions(boolean keepsSpecial, boolean stopsAtFailure, Listener listener) {
    /** Learns of the entries that cannot be extracted. */
    public interface Listener {
        /**
         * Called once for each.
         *
         * @param path from the root, without a leading slash; a {@link io.apprunner.text.RawText}; empty for the root,
         *     and for one that is too long
         * @param reason does not name the path
         */
        void failed(String path, AppRunnerException reason);
    }
}
