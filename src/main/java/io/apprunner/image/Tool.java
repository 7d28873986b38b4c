// SPDX-License-Identifier: Apache-2.0
package io.apprunner.image;

/**
 * A helper program that the image carries.
 *
 * @param name the program's file name, such as {@code bwrap}
 * @param version its upstream version
 * @param source where its source comes from
 * @param licence SPDX identifier
 * @param sha256 of its bytes, 64 lower-case hexadecimal digits
 * @param region where it stands in the image
 */
public record Tool(String name, String version, String source, String licence, String sha256, Region region) {}
