// SPDX-License-Identifier: Apache-2.0
package io.apprunner.db;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How the layers and the upper dir become one tree. */
public enum OverlayKind {
    /** The kernel's overlay file system, mounted by bubblewrap. */
    BWRAP(2),
    /** A FUSE file system with overlayfs's rules. */
    OVERLAYFS(4),
    /** A FUSE union file system. */
    UNIONFS(8);

    static final Setting.Codec<OverlayKind> CODEC = new ByteCodec();

    private final int stored;

    OverlayKind(int stored) {
        this.stored = stored;
    }

    /** Its name as users write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of that name, in upper or lower case. */
    public static Optional<OverlayKind> named(String name) {
        String wanted = name.toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(kind -> kind.name().equals(wanted))
                .findFirst();
    }

    /** One byte. */
    private record ByteCodec() implements Setting.Codec<OverlayKind> {
        @Override
        public byte[] encode(OverlayKind value) {
            return new byte[] {(byte) value.stored};
        }

        @Override
        public OverlayKind decode(byte[] bytes) {
            return Arrays.stream(values())
                    .filter(kind -> bytes.length == 1 && bytes[0] == kind.stored)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("it is no kind of overlay"));
        }
    }
}
