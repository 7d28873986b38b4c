// SPDX-License-Identifier: Apache-2.0
package io.apprunner.fuse;

/**
 * A file system that never changes: neither names, nor attributes, nor bytes. The kernel may therefore keep all that it
 * was told for as long as {@link ConnectionOptions#validity} says.
 */
public non-sealed interface ReadOnlyFileSystem extends FuseFileSystem {}
