// SPDX-License-Identifier: Apache-2.0
/**
 * The system calls that the JDK does not offer. One interface, {@link io.apprunner.posix.Posix}, with two
 * implementations: GraalVM's C interface in the native executable, JNA on the JVM. Nothing outside this package (and
 * the zstd binding) calls native code.
 */
@NullMarked
package io.apprunner.posix;

import org.jspecify.annotations.NullMarked;
