// SPDX-License-Identifier: Apache-2.0
/**
 * A reader of DwarFS images, format 2.3 to 2.6: open, look up, list, read, extract, verify. A library without any
 * dependency on the rest of the program but its error type and its zstd binding.
 *
 * <pre>{@code
 * try (FileChannel channel = FileChannel.open(path);
 *         DwarfsImage image = DwarfsImage.open(ImageFile.of(channel, path.toString()));
 *         BlockCache cache = new BlockCache(256L << 20)) {
 *     Metadata metadata = image.metadata();
 *     byte[] name = "README".getBytes(UTF_8);
 *     int inode = metadata.lookup(Metadata.ROOT, name, 0, name.length);
 *     ByteBuffer target = ByteBuffer.allocate(4096);
 *     int count = new FileReader(image, cache).read(inode, 0, target);
 * }
 * }</pre>
 *
 * <p>A damaged image gives a {@link io.apprunner.error.FormatException} that says where; an image that needs something
 * unknown gives one with code {@code UNSUPPORTED} that names it.
 */
@NullMarked
package io.apprunner.dwarfs;

import org.jspecify.annotations.NullMarked;
