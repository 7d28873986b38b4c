// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay.layer;

/**
 * Where a layer has a file.
 *
 * @param directory the directory's number in the layer
 * @param name the file's name in it
 */
public record LayerPlace(int directory, Name name) {}
