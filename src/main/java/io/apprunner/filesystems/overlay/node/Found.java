// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay.node;

import io.apprunner.filesystems.overlay.host.UpperEntry;
import io.apprunner.filesystems.overlay.layer.LowerFile;
import io.apprunner.filesystems.overlay.layer.Name;

/** What a name in a directory of a union leads to. */
public sealed interface Found {
    /** The name as it is stored. */
    Name name();

    /** A file of the upper branch. */
    record InUpper(UpperEntry entry) implements Found {
        @Override
        public Name name() {
            return entry.name();
        }
    }

    /** A file that only a layer has. */
    record InLower(Name name, LowerFile file) implements Found {}
}
