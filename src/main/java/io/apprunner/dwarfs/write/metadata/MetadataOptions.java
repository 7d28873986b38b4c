// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.metadata;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What of the metadata is a matter of choice.
 *
 * @param blockSize the largest block in bytes, a power of two
 * @param owner the owner of all files, or empty to keep the owners
 * @param subSeconds whether times keep their nanoseconds; whole seconds otherwise
 * @param created the image's time of creation in seconds since 1970, or empty to leave it out
 */
public record MetadataOptions(int blockSize, Optional<Owner> owner, boolean subSeconds, OptionalLong created) {}
