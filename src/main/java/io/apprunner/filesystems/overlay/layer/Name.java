// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay.layer;

import io.apprunner.filesystems.casefold.Folding;
import io.apprunner.text.RawText;
import java.util.Arrays;

/** A file's name: its bytes, which never change. Names are ordered by their bytes. */
public final class Name implements Comparable<Name> {
    private final byte[] bytes;
    private final int hash;

    private Name(byte[] bytes) {
        this.bytes = bytes;
        this.hash = Arrays.hashCode(bytes);
    }

    /** The name of these bytes, which the caller does not change any more. */
    public static Name of(byte[] bytes) {
        return new Name(bytes);
    }

    /** The bytes, which nobody changes. */
    public byte[] bytes() {
        return bytes;
    }

    /** What all names have in common that differ in case only. */
    public Name folded() {
        return new Name(Folding.fold(bytes, bytes.length));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Name name && hash == name.hash && Arrays.equals(bytes, name.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public int compareTo(Name other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public String toString() {
        return RawText.decode(bytes);
    }
}
