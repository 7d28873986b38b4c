// SPDX-License-Identifier: Apache-2.0
/**
 * The system files of a guest, such as /etc/passwd: those of the image, completed by what they must say about the
 * guest's user, its host name and the host's time zone.
 */
@NullMarked
package io.apprunner.instance.system;

import org.jspecify.annotations.NullMarked;
