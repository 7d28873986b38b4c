// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.tree;

import io.apprunner.posix.Posix;
import io.apprunner.posix.memory.NativeMemory;
import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something in a folder of the host, such as the upper dir.
 *
 * @param path where it stands
 * @param kind what it was when it was looked up
 */
public record FolderNode(Posix posix, Path path, Kind kind) implements Node {
    private static final List<String> OPAQUE = List.of("trusted.overlay.opaque", "user.overlay.opaque");
    private static final int TYPE = 0xF000;
    private static final int DEVICE = 0x2000;
    private static final int PERMISSIONS = 0xFFF;

    /** The root of a branch. */
    public static FolderNode root(Posix posix, Path path) {
        return new FolderNode(posix, path, Kind.FOLDER);
    }

    @Override
    public Optional<Node> child(String name) {
        if (kind != Kind.FOLDER) {
            return Optional.empty();
        }
        Path child = RawPath.resolve(path, name);
        return kind(child).map(known -> new FolderNode(posix, child, known));
    }

    /** Nothing for what is not there, which is usual; an exception for each would cost more than the look-up. */
    private static Optional<Kind> kind(Path path) {
        try {
            BasicFileAttributes facts = path.getFileSystem()
                    .provider()
                    .readAttributesIfExists(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return facts == null ? Optional.empty() : Optional.of(kind(path, facts));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Kind kind(Path path, BasicFileAttributes facts) throws IOException {
        if (facts.isDirectory()) {
            return Kind.FOLDER;
        }
        if (facts.isRegularFile()) {
            return Kind.FILE;
        }
        if (facts.isSymbolicLink()) {
            return Kind.LINK;
        }
        Map<String, Object> device = Files.readAttributes(path, "unix:mode,rdev", LinkOption.NOFOLLOW_LINKS);
        boolean isGone = device.get("mode") instanceof Integer mode
                && (mode & TYPE) == DEVICE
                && Long.valueOf(0).equals(device.get("rdev"));
        return isGone ? Kind.WHITEOUT : Kind.OTHER;
    }

    @Override
    public boolean isOpaque() {
        try (NativeMemory file = NativeMemory.string(RawPath.bytes(path));
                NativeMemory value = NativeMemory.allocate(1)) {
            for (String attribute : OPAQUE) {
                try (NativeMemory name = NativeMemory.string(attribute)) {
                    if (posix.attribute(file.address(), name.address(), value) > 0) {
                        return value.buffer().get(0) == 'y';
                    }
                }
            }
            return false;
        }
    }

    @Override
    public String target() throws IOException {
        return RawPath.text(Files.readSymbolicLink(path));
    }

    @Override
    public Attributes attributes() throws IOException {
        Map<String, Object> facts =
                Files.readAttributes(path, "unix:uid,gid,mode,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
        if (facts.get("uid") instanceof Integer user
                && facts.get("gid") instanceof Integer group
                && facts.get("mode") instanceof Integer mode
                && facts.get("lastModifiedTime") instanceof FileTime modified) {
            return new Attributes(user, group, mode & PERMISSIONS, modified);
        }
        throw new IllegalStateException("attributes of unknown types: " + facts);
    }

    @Override
    public long size() throws IOException {
        return Files.size(path);
    }

    @Override
    public byte[] read(long offset, int limit) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(limit);
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            int count;
            do {
                count = file.read(content, offset + content.position());
            } while (count > 0);
        }
        return Arrays.copyOf(content.array(), content.position());
    }
}
