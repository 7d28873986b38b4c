// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.apprunner.fuse.FuseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A union whose lower branch is a small tree: what its tests begin with. */
abstract class UnionCase {
    @TempDir
    protected Path folder;

    private @Nullable Union begun;

    /** Makes the trees of the layers, the top one first. */
    protected Path[] trees() throws IOException {
        return new Path[] {tree("lower", "file=lower", "other=other", "dir/file=inner", "dir/sub/deep=deep", "empty/")};
    }

    /** Whether names match in any case. */
    protected boolean ignoresCase() {
        return false;
    }

    /** A tree of files with their contents, and of folders, which end with a slash. */
    protected final Path tree(String name, String... files) throws IOException {
        Path tree = Files.createDirectories(folder.resolve("trees").resolve(name));
        for (String file : files) {
            int equals = file.indexOf('=');
            Path path = tree.resolve(equals < 0 ? file : file.substring(0, equals));
            Files.createDirectories(equals < 0 ? path : path.getParent());
            if (equals >= 0) {
                Files.writeString(path, file.substring(equals + 1));
            }
        }
        return tree;
    }

    @BeforeEach
    final void begin() throws IOException {
        begun = new Union(Files.createDirectory(folder.resolve("union")), ignoresCase(), trees());
    }

    @AfterEach
    final void end() throws IOException {
        union().close();
        // Whatever was done, nothing is left of how it was done.
        try (var left = Files.list(union().work())) {
            assertThat(left).isEmpty();
        }
    }

    protected final Union union() {
        assertThat(begun).isNotNull();
        return Objects.requireNonNull(begun);
    }

    /** The errno with which something fails; 0 when it succeeds. */
    protected static int errno(ThrowingCallable action) {
        Throwable thrown = catchThrowable(action);
        if (thrown == null) {
            return 0;
        }
        assertThat(thrown).isInstanceOf(FuseException.class);
        return ((FuseException) thrown).errno();
    }
}
