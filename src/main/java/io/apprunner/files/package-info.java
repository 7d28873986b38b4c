// SPDX-License-Identifier: Apache-2.0
/**
 * Files and folders as wholes: written completely or not at all, copied to the last byte or with an error, removed with
 * all that is in them. Failures are {@link java.io.IOException}s; the caller knows what the file was for.
 */
@NullMarked
package io.apprunner.files;

import org.jspecify.annotations.NullMarked;
