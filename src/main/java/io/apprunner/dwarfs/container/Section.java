// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.container;

import io.apprunner.dwarfs.format.Compression;
import io.apprunner.dwarfs.format.SectionHeader;

/**
 * One section of an image.
 *
 * @param offset bytes from the start of the image to its header
 * @param header what stands there
 */
public record Section(long offset, SectionHeader header) {
    /** Bytes from the start of the image to the payload. */
    public long payloadOffset() {
        return offset + header.size();
    }

    /** Bytes from the start of the image to what follows the section. */
    public long end() {
        return payloadOffset() + header.length();
    }

    /** Whether the payload is not compressed. */
    public boolean isStored() {
        return header.compression() == Compression.NONE.id();
    }
}
