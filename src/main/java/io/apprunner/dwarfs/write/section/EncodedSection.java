// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.section;

import io.apprunner.dwarfs.format.SectionType;
import java.nio.ByteBuffer;

/**
 * A section that is ready to be written.
 *
 * @param type its type
 * @param header its 64 bytes of header
 * @param payload what follows the header
 */
record EncodedSection(SectionType type, byte[] header, ByteBuffer payload) {
    /** Header and payload in bytes. */
    long size() {
        return (long) header.length + payload.remaining();
    }
}
