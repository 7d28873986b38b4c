// SPDX-License-Identifier: Apache-2.0
/**
 * A reader of DwarFS images, format 2.0 to 2.6: open, look up, walk, read, extract, verify, compare. The writer is in
 * {@link io.apprunner.dwarfs.write}. A library without any dependency on the rest of the program but its error type and
 * its zstd binding.
 *
 * <pre>{@code
 * new DwarfsWriter(WriterOptions.level(7), ProgressListener.NONE).write(folder, path);
 *
 * try (FileChannel channel = FileChannel.open(path);
 *         DwarfsImage image = DwarfsImage.open(ImageFile.of(channel, path.toString()));
 *         BlockCache cache = new BlockCache(256L << 20)) {
 *     Metadata metadata = image.metadata();
 *     TreeEntry.walk(metadata, entry -> System.out.println(entry.path()));
 *
 *     byte[] name = "README".getBytes(UTF_8);
 *     int inode = metadata.lookup(Metadata.ROOT, name, 0, name.length);
 *     ByteBuffer target = ByteBuffer.allocate(4096);
 *     int count = new FileReader(image, cache).read(inode, 0, target);
 *
 *     List<Checkup.Fault> faults = Checkup.of(image.file(), cache).faults();
 * }
 * }</pre>
 *
 * <p>An image that stands somewhere in a larger file is opened with
 * {@link io.apprunner.dwarfs.container.ImageFile#window} when its place is known, and with
 * {@link io.apprunner.dwarfs.container.ImageSearch#find} when it is not.
 *
 * <p>A damaged image gives a {@link io.apprunner.error.FormatException} that says where; an image that needs something
 * unknown gives one with code {@code UNSUPPORTED} that names it.
 */
@NullMarked
package io.apprunner.dwarfs;

import org.jspecify.annotations.NullMarked;
