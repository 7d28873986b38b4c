// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.layer;

import io.apprunner.dwarfs.write.scan.SourceProbe;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.posix.memory.NativeMemory;
import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at files by system calls: finds all extended attributes, ACLs and capabilities among them, directories that an
 * overlay made opaque, and holes. Left out are SELinux's labels, which every file of such a host has and which belong
 * to the host, and what an overlay notes for itself. Belongs to one thread.
 */
final class LayerProbe implements SourceProbe {
    private static final int PATH = 4097;
    /** XATTR_LIST_MAX: no list is longer. */
    private static final int NAMES = 1 << 16;

    private static final List<String> OVERLAYS = List.of("trusted.overlay.", "user.overlay.");
    private static final List<String> NOTES = List.of("impure", "nlink", "opaque", "origin", "upper", "uuid");
    private static final String SELINUX = "security.selinux";

    private final Posix posix;
    private final NativeMemory path = NativeMemory.allocate(PATH);
    private final NativeMemory names = NativeMemory.allocate(NAMES);
    private final NativeMemory value = NativeMemory.allocate(Long.BYTES);

    LayerProbe(Posix posix) {
        this.posix = posix;
    }

    @Override
    public List<String> names(Path file) throws IOException {
        return all(file).stream()
                .filter(name -> !name.equals(SELINUX) && !isNote(name))
                .toList();
    }

    private static boolean isNote(String name) {
        return OVERLAYS.stream()
                .anyMatch(prefix -> name.startsWith(prefix) && NOTES.contains(name.substring(prefix.length())));
    }

    @Override
    public boolean isOpaque(Path directory) throws IOException {
        List<String> present = all(directory);
        for (String overlay : OVERLAYS) {
            String name = overlay + "opaque";
            if (present.contains(name) && firstByte(name) == 'y') {
                return true;
            }
        }
        return false;
    }

    /** The first byte of an attribute of the file whose path is in {@link #path}. */
    private int firstByte(String name) {
        try (NativeMemory text = NativeMemory.string(name)) {
            int length = posix.attribute(path.address(), text.address(), value);
            return length > 0 ? value.buffer().get(0) : 0;
        }
    }

    @Override
    public List<Hole> holes(Path file, long shortest) throws IOException {
        setPath(file);
        int flags = Constants.O_RDONLY | Constants.O_NOFOLLOW;
        List<Hole> holes = new ArrayList<>();
        try (Descriptor opened = posix.open(path, flags, "open " + RawPath.text(file), "")) {
            long hole = opened.seek(0, Constants.SEEK_HOLE);
            while (hole >= 0) {
                // There is no data behind the last hole: ENXIO.
                long data = opened.seek(hole, Constants.SEEK_DATA);
                long end = data < 0 ? opened.seek(0, Constants.SEEK_END) : data;
                if (end - hole >= shortest) {
                    holes.add(new Hole(hole, end));
                }
                hole = data < 0 ? -1 : opened.seek(data, Constants.SEEK_HOLE);
            }
        }
        return holes;
    }

    private void setPath(Path file) throws IOException {
        byte[] bytes = RawPath.bytes(file);
        if (bytes.length >= PATH) {
            throw new IOException("the path is longer than " + (PATH - 1) + " bytes");
        }
        path.buffer().put(0, bytes).put(bytes.length, (byte) 0);
    }

    private List<String> all(Path file) throws IOException {
        setPath(file);
        int length = posix.attributeNames(path.address(), names);
        if (length == -Constants.EOPNOTSUPP) {
            return List.of();
        }
        if (length < 0) {
            throw new IOException(PosixException.text(-length));
        }
        List<String> found = new ArrayList<>();
        byte[] list = new byte[length];
        names.buffer().get(0, list);
        for (int from = 0, at = 0; at < length; at++) {
            if (list[at] == 0) {
                found.add(new String(list, from, at - from, StandardCharsets.UTF_8));
                from = at + 1;
            }
        }
        return found;
    }
}
