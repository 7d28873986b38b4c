// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.dwarfs.format.FileType;
import io.apprunner.dwarfs.metadata.Metadata;
import io.apprunner.dwarfs.tree.FileReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Trees as maps from path to the sorted words of an mtree line; names are bytes in Latin-1. */
public final class Mtree {
    private Mtree() {}

    private record Directory(int inode, String path) {}

    /** What a file says. */
    public static Map<String, String> parse(Path file) throws IOException {
        Map<String, String> tree = new TreeMap<>();
        for (String line : Files.readAllLines(file, ISO_8859_1)) {
            if (line.startsWith("#") || line.isBlank()) {
                continue;
            }
            String[] words = line.split(" ", -1);
            Map<String, String> attributes = new TreeMap<>();
            for (int i = 1; i < words.length; i++) {
                int equals = words[i].indexOf('=');
                attributes.put(words[i].substring(0, equals), unescape(words[i].substring(equals + 1)));
            }
            attributes.putIfAbsent("nlink", "1");
            if ("dir".equals(attributes.get("type"))) {
                attributes.remove("nlink");
            }
            String path = unescape(words[0]);
            if (!path.equals(".")) {
                tree.put(path, text(attributes));
            }
        }
        return tree;
    }

    private static String text(Map<String, String> attributes) {
        return attributes.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    private static String unescape(String word) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) == '\\') {
                text.append((char) Integer.parseInt(word.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                text.append(word.charAt(i));
            }
        }
        return text.toString();
    }

    /** What an image holds. */
    static Map<String, String> of(DwarfsImage image) {
        try (BlockCache cache = new BlockCache(64L << 20)) {
            return of(image, new FileReader(image, cache));
        }
    }

    private static Map<String, String> of(DwarfsImage image, FileReader reader) {
        Map<String, String> tree = new TreeMap<>();
        Metadata metadata = image.metadata();
        Deque<Directory> left = new ArrayDeque<>();
        left.add(new Directory(Metadata.ROOT, "."));
        byte[] name = new byte[255];
        while (!left.isEmpty()) {
            Directory directory = left.poll();
            for (int entry = metadata.firstEntry(directory.inode());
                    entry < metadata.endEntry(directory.inode());
                    entry++) {
                int length = metadata.entryName(entry, name, 0);
                int inode = metadata.entryInode(entry);
                String path = directory.path() + "/" + new String(name, 0, length, ISO_8859_1);
                if (metadata.lookup(directory.inode(), name, 0, length) != inode) {
                    throw new AssertionError("lookup does not find " + path);
                }
                if (metadata.type(inode) == FileType.DIRECTORY) {
                    left.add(new Directory(inode, path));
                }
                tree.put(path, line(metadata, inode, reader));
            }
        }
        return tree;
    }

    private static String line(Metadata metadata, int inode, FileReader reader) {
        Map<String, String> words = new TreeMap<>();
        int mode = metadata.mode(inode);
        words.put("mode", Integer.toOctalString(mode & 07777));
        words.put("uid", Integer.toUnsignedString(metadata.uid(inode)));
        words.put("gid", Integer.toUnsignedString(metadata.gid(inode)));
        words.put("nlink", Integer.toString(metadata.linkCount(inode)));
        words.put("time", metadata.modifiedSeconds(inode) + "." + metadata.modifiedNanos(inode));
        switch (metadata.type(inode)) {
            case DIRECTORY -> {
                words.put("type", "dir");
                words.remove("nlink");
            }
            case LINK -> {
                words.put("type", "link");
                words.put("link", new String(metadata.linkTarget(inode), ISO_8859_1));
            }
            case REGULAR -> {
                words.put("type", "file");
                words.put("size", Long.toString(metadata.size(inode)));
                words.put("sha256digest", sha256(metadata, inode, reader));
            }
            case CHARACTER_DEVICE -> {
                words.put("type", "char");
                words.put("device", device(metadata.device(inode)));
            }
            case BLOCK_DEVICE -> {
                words.put("type", "block");
                words.put("device", device(metadata.device(inode)));
            }
            case FIFO -> words.put("type", "fifo");
            case SOCKET -> words.put("type", "socket");
        }
        return text(words);
    }

    private static String device(long device) {
        return "native," + (device >>> 8 & 0xFFF) + "," + (device & 0xFF);
    }

    private static String sha256(Metadata metadata, int inode, FileReader reader) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer buffer = ByteBuffer.allocate(10_007);
            long at = 0;
            while (at < metadata.size(inode)) {
                int count = reader.read(inode, at, buffer.clear());
                digest.update(buffer.array(), 0, count);
                at += count;
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
