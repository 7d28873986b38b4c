// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.frozen;

/**
 * Where a value stands.
 *
 * @param start the byte from which the distances of its collections count
 * @param bit the value's first bit, counted from {@code start}
 */
record Position(long start, long bit) {
    /** The position {@code bits} further on, with the same start. */
    Position plus(long bits) {
        return new Position(start, bit + bits);
    }
}
