// SPDX-License-Identifier: Apache-2.0
/** The binding to libzstd: linked into the native executable, through zstd-jni on the JVM. */
@NullMarked
package io.apprunner.zstd;

import org.jspecify.annotations.NullMarked;
