// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.scan;

/**
 * A piece of a file's content.
 *
 * @param block the block in which it lies, from 0
 * @param offset where in the uncompressed block it starts, in bytes
 * @param size its length in bytes
 */
public record Chunk(int block, int offset, int size) {}
