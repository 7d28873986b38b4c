// SPDX-License-Identifier: Apache-2.0
/**
 * What an image gives to the desktop of the user who runs it: a menu entry, a file type, icons and a notification.
 * Names and pictures come from the image and are hostile.
 */
@NullMarked
package io.apprunner.desktop;

import org.jspecify.annotations.NullMarked;
