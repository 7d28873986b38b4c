// SPDX-License-Identifier: Apache-2.0
/**
 * A server for the kernel's FUSE protocol that speaks on {@code /dev/fuse} itself. A file system implements
 * {@link io.apprunner.fuse.FuseFileSystem}; {@link io.apprunner.fuse.FuseServer} serves it. The protocol is described
 * byte by byte in docs/format/fuse.md.
 */
@NullMarked
package io.apprunner.fuse;

import org.jspecify.annotations.NullMarked;
