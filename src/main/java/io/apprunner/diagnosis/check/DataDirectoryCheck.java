// SPDX-License-Identifier: Apache-2.0
package io.apprunner.diagnosis.check;

import io.apprunner.bwrap.host.HostFiles;
import io.apprunner.bwrap.host.MountTable;
import io.apprunner.bwrap.host.UpperFileSystem;
import io.apprunner.text.RawPath;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether what guests write can be kept where the data dir is, or will be.
 *
 * @param folder the data dir, which need not be there
 */
public record DataDirectoryCheck(HostFiles host, Path folder) implements HostCheck {
    private static final String SUBJECT = "data-dir";

    @Override
    public Finding run() {
        Path there = folder;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        String type = MountTable.of(host).typeOf(there);
        String name = RawPath.text(folder);
        if (UpperFileSystem.cannotHold(type)) {
            return Finding.fails(SUBJECT, name + " is on " + type, UpperFileSystem.hint(type));
        }
        return Files.isWritable(there)
                ? Finding.works(SUBJECT, name + (type.isEmpty() ? "" : " (" + type + ")"))
                : Finding.fails(SUBJECT, name + " cannot be written", "set FIM_DIR_DATA to a folder of yours");
    }
}
