// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.catalogue;

/**
 * A word of a usage with its meaning.
 *
 * @param word such as {@code <file>}
 * @param meaning what it stands for; lines break where it has line feeds
 */
public record Detail(String word, String meaning) {}
