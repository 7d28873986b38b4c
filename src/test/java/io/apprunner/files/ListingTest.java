// SPDX-License-Identifier: Apache-2.0
package io.apprunner.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListingTest {
    @TempDir
    Path folder;

    @Test
    void allEntriesAreListed() throws IOException {
        Path a = Files.createFile(folder.resolve("a"));
        Path b = Files.createDirectory(folder.resolve("b"));
        assertThat(Listing.of(folder)).containsExactlyInAnyOrder(a, b);
    }

    @Test
    void whatFailsInTheMiddleIsAFailureOfInput() {
        assertThatThrownBy(() -> Listing.collect(new Failing()))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is gone");
    }

    /** A folder that cannot be read any further behind its first entry. */
    private static final class Failing implements DirectoryStream<Path> {
        @Override
        public Iterator<Path> iterator() {
            return new Iterator<>() {
                private boolean isBegun;

                @Override
                public boolean hasNext() {
                    if (isBegun) {
                        throw new DirectoryIteratorException(new IOException("the disk is gone"));
                    }
                    return true;
                }

                @Override
                public Path next() {
                    isBegun = true;
                    return Path.of("first");
                }
            };
        }

        @Override
        public void close() {}
    }
}
