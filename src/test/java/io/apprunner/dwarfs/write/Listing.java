// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.dwarfs.container.ImageFile;
import io.apprunner.dwarfs.format.FileType;
import io.apprunner.dwarfs.metadata.Metadata;
import io.apprunner.dwarfs.tree.FileReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Trees as maps from path to a line of all attributes; names are bytes in Latin-1. */
final class Listing {
    private final Map<String, String> lines = new TreeMap<>();

    /** What is on disk. */
    static Map<String, String> ofTree(Path root, boolean nanos) throws IOException {
        Listing listing = new Listing();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                String escaped = root.toUri().relativize(path.toUri()).getRawPath();
                listing.lines.put(unescape(escaped.replaceFirst("/$", "")), line(path, nanos));
            }
        }
        return listing.lines;
    }

    /** What is in an image. */
    static Map<String, String> ofImage(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path);
                DwarfsImage image = DwarfsImage.open(ImageFile.of(channel, path.toString()));
                BlockCache cache = new BlockCache(1 << 20)) {
            Listing listing = new Listing();
            listing.lines.put("", line(image, cache, Metadata.ROOT));
            listing.directory(image, cache, Metadata.ROOT, "");
            return listing.lines;
        }
    }

    private static String line(Path path, boolean nanos) throws IOException {
        Instant time =
                Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant();
        int mode = (Integer) attribute(path, "mode");
        Object links = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? "-" : attribute(path, "nlink");
        String extra = "";
        if (Files.isSymbolicLink(path)) {
            extra = Files.readSymbolicLink(path).toString();
        } else if (Files.isRegularFile(path)) {
            extra = content(ByteBuffer.wrap(Files.readAllBytes(path)));
        }
        return text(
                mode,
                attribute(path, "uid"),
                attribute(path, "gid"),
                links,
                time.getEpochSecond(),
                nanos ? time.getNano() : 0,
                extra);
    }

    private static Object attribute(Path path, String name) throws IOException {
        return Objects.requireNonNull(Files.getAttribute(path, "unix:" + name, LinkOption.NOFOLLOW_LINKS));
    }

    private void directory(DwarfsImage image, BlockCache cache, int inode, String prefix) {
        Metadata metadata = image.metadata();
        byte[] name = new byte[255];
        for (int entry = metadata.firstEntry(inode); entry < metadata.endEntry(inode); entry++) {
            String path = prefix + new String(name, 0, metadata.entryName(entry, name, 0), ISO_8859_1);
            int child = metadata.entryInode(entry);
            lines.put(path, line(image, cache, child));
            if (metadata.type(child) == FileType.DIRECTORY) {
                directory(image, cache, child, path + "/");
            }
        }
    }

    private static String line(DwarfsImage image, BlockCache cache, int inode) {
        Metadata metadata = image.metadata();
        FileType type = metadata.type(inode);
        String extra = "";
        if (type == FileType.LINK) {
            extra = new String(metadata.linkTarget(inode), ISO_8859_1);
        } else if (type == FileType.REGULAR) {
            ByteBuffer content = ByteBuffer.allocate((int) metadata.size(inode));
            new FileReader(image, cache).read(inode, 0, content);
            extra = content(content.flip());
        }
        return text(
                metadata.mode(inode),
                metadata.uid(inode),
                metadata.gid(inode),
                type == FileType.DIRECTORY ? "-" : metadata.linkCount(inode),
                metadata.modifiedSeconds(inode),
                metadata.modifiedNanos(inode),
                extra);
    }

    private static String text(int mode, Object uid, Object gid, Object links, long seconds, int nanos, String extra) {
        return Integer.toOctalString(mode) + " " + uid + ":" + gid + " " + links + " " + seconds + "." + nanos + " "
                + extra;
    }

    private static String content(ByteBuffer bytes) {
        String size = bytes.remaining() + " bytes ";
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes);
            return size + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String unescape(String uri) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < uri.length(); i++) {
            if (uri.charAt(i) == '%') {
                text.append((char) Integer.parseInt(uri, i + 1, i + 3, 16));
                i += 2;
            } else {
                text.append(uri.charAt(i));
            }
        }
        return text.toString();
    }
}
