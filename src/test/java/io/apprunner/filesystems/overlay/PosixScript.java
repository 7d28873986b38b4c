// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay;

import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.Posix;
import io.apprunner.posix.folder.ContentCalls;
import io.apprunner.posix.folder.FileStatus;
import io.apprunner.posix.folder.FolderCalls;
import io.apprunner.posix.memory.NativeMemory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntToLongFunction;

/** Runs operations of the table of POSIX cases in a folder, and looks at what they have made. */
final class PosixScript {
    private static final Map<Long, String> ERRNOS = Map.ofEntries(
            Map.entry(0L, "0"),
            Map.entry(1L, "EPERM"),
            Map.entry(2L, "ENOENT"),
            Map.entry(5L, "EIO"),
            Map.entry(6L, "ENXIO"),
            Map.entry(17L, "EEXIST"),
            Map.entry(18L, "EXDEV"),
            Map.entry(20L, "ENOTDIR"),
            Map.entry(21L, "EISDIR"),
            Map.entry(22L, "EINVAL"),
            Map.entry(36L, "ENAMETOOLONG"),
            Map.entry(39L, "ENOTEMPTY"),
            Map.entry(40L, "ELOOP"),
            Map.entry(61L, "ENODATA"),
            Map.entry(95L, "EOPNOTSUPP"));
    private static final int O_APPEND = 0x400;
    private static final int O_TRUNC = 0x200;

    private final Posix posix = Posix.get();
    private final FolderCalls folders = new FolderCalls(posix);
    private final ContentCalls contents = new ContentCalls(posix);
    private final Path path;

    PosixScript(Path path) {
        this.path = path;
    }

    private static byte[] bytes(String text) {
        return text.replace("\\0", "\0").getBytes(StandardCharsets.UTF_8);
    }

    /** Runs one operation; gives 0 or the name of the errno. */
    String run(String operation) {
        String[] words = operation.split(" ", -1);
        try (Descriptor folder = posix.open(path.toString(), Constants.O_RDONLY | Constants.O_DIRECTORY)) {
            long result = run(folder.number(), words[0], words);
            return ERRNOS.getOrDefault(Math.max(0, -result), Long.toString(result));
        }
    }

    private long run(int at, String verb, String[] words) {
        byte[] name = bytes(words[1]);
        int rdwr = Constants.O_RDWR;
        return switch (verb) {
            case "file" -> file(at, name, words[2]);
            case "dir", "mkdir" -> folders.makeFolder(at, name, 0755);
            case "symlink" -> folders.makeLink(bytes(words[2]), at, name);
            case "mklink" -> folders.makeLink(bytes("anywhere"), at, name);
            case "fifo", "mkfifo" -> folders.makeNode(at, name, Constants.S_IFIFO | 0644, 0);
            case "sock", "mksock" -> folders.makeNode(at, name, Constants.S_IFSOCK | 0644, 0);
            case "mkfile" -> folders.makeNode(at, name, Constants.S_IFREG | 0644, 0);
            case "mkwhiteout" -> folders.makeNode(at, name, Constants.S_IFCHR, 0);
            case "unlink" -> folders.remove(at, name);
            case "rmdir" -> folders.removeFolder(at, name);
            case "link" -> folders.link(at, name, at, bytes(words[2]));
            case "rename" -> folders.rename(at, name, at, bytes(words[2]), 0);
            case "renamenoreplace" -> folders.rename(at, name, at, bytes(words[2]), Constants.RENAME_NOREPLACE);
            case "renameexchange" -> folders.rename(at, name, at, bytes(words[2]), Constants.RENAME_EXCHANGE);
            case "renamewhiteout" -> folders.rename(at, name, at, bytes(words[2]), Constants.RENAME_WHITEOUT);
            case "stat" -> status(at, name);
            case "readlink" -> link(at, name);
            case "open" -> with(at, name, Constants.O_RDONLY | Constants.O_NONBLOCK, file -> 0);
            case "opendir" -> with(at, name, Constants.O_DIRECTORY, file -> 0);
            case "openwrite" -> with(at, name, Constants.O_WRONLY | Constants.O_NONBLOCK, file -> 0);
            case "openappend" -> with(at, name, Constants.O_WRONLY | O_APPEND, file -> 0);
            case "opentrunc" -> with(at, name, Constants.O_WRONLY | O_TRUNC | Constants.O_NONBLOCK, file -> 0);
            case "openexcl" -> with(at, name, rdwr | Constants.O_CREAT | Constants.O_EXCL, file -> 0);
            case "append" -> with(at, name, Constants.O_WRONLY | O_APPEND, file -> write(file, -1, words[2]));
            case "pwrite" -> with(at, name, rdwr, file -> Math.min(0, write(file, Long.parseLong(words[2]), words[3])));
            case "truncate" -> with(at, name, rdwr, file -> contents.truncate(file, Long.parseLong(words[2])));
            case "chmod" -> folders.setMode(at, name, Integer.parseInt(words[2], 8));
            case "chown" -> folders.setOwner(at, name, Integer.parseInt(words[2]), Integer.parseInt(words[3]));
            case "utimens" -> folders.setTimes(at, name, time(words[2]), time(words[2]));
            case "fallocate" ->
                with(
                        at,
                        name,
                        rdwr,
                        file -> contents.allocate(
                                file, Integer.parseInt(words[2]), Long.parseLong(words[3]), Long.parseLong(words[4])));
            case "statfs" -> with(at, name, 0, file -> contents.fileSystem(file).isPresent() ? 0 : -5);
            case "setxattr", "setxattrcreate", "setxattrreplace" -> {
                int flags = verb.endsWith("create") ? 1 : verb.endsWith("replace") ? 2 : 0;
                yield with(at, name, 0, file -> contents.setAttribute(file, bytes(words[2]), bytes(words[3]), flags));
            }
            case "getxattr" ->
                with(
                        at,
                        name,
                        0,
                        file -> contents.attribute(file, bytes(words[2])).isPresent() ? 0 : -61);
            case "removexattr" -> with(at, name, 0, file -> contents.removeAttribute(file, bytes(words[2])));
            default -> throw new AssertionError("no such operation: " + verb);
        };
    }

    private static FileStatus.Time time(String text) {
        if (text.equals("omit")) {
            return new FileStatus.Time(0, Constants.UTIME_OMIT);
        }
        String[] parts = text.split("\\.", -1);
        return new FileStatus.Time(
                Long.parseLong(parts[0]), Integer.parseInt((parts[1] + "000000000").substring(0, 9)));
    }

    private long with(int at, byte[] name, int flags, IntToLongFunction use) {
        int file = folders.open(at, name, flags, 0644);
        if (file < 0) {
            return file;
        }
        try {
            return use.applyAsLong(file);
        } finally {
            contents.close(file);
        }
    }

    private long file(int at, byte[] name, String content) {
        return with(at, name, Constants.O_RDWR | Constants.O_CREAT, file -> Math.min(0, write(file, 0, content)));
    }

    private long write(int file, long offset, String text) {
        byte[] content = bytes(text);
        try (NativeMemory memory = NativeMemory.allocate(content.length)) {
            memory.buffer().put(0, content);
            long done = offset < 0
                    ? Descriptor.of(posix, file).write(memory.address(), content.length)
                    : contents.write(file, memory.address(), content.length, offset);
            return done == content.length ? 0 : done < 0 ? done : -5;
        }
    }

    /** The errno of a failed look by opening without any rights. */
    private long status(int at, byte[] name) {
        return with(at, name, Constants.O_PATH, file -> 0);
    }

    private long link(int at, byte[] name) {
        long there = status(at, name);
        return there < 0 || folders.linkTarget(at, name).isPresent() ? there : -22;
    }

    /** Looks whether something is so; gives what is found instead, or nothing. */
    String check(String fact) {
        String[] words = fact.split(" ", -1);
        try (Descriptor folder = posix.open(path.toString(), Constants.O_RDONLY | Constants.O_DIRECTORY)) {
            int at = folder.number();
            Optional<FileStatus> status = folders.status(at, bytes(words[1]));
            if (words[0].equals("absent")) {
                return status.isPresent() ? "there" : "";
            }
            if (status.isEmpty()) {
                return "absent";
            }
            String wanted =
                    fact.substring(words[0].length() + words[1].length() + 1).trim();
            String found = found(at, words, status.get());
            return found.equals(wanted.replace("\\0", "\0")) ? "" : "\"" + found + "\"";
        }
    }

    private String found(int at, String[] words, FileStatus status) {
        byte[] name = bytes(words[1]);
        return switch (words[0]) {
            case "present" -> "";
            case "type" -> type(status.type());
            case "size" -> Long.toString(status.size());
            case "nlink" -> Integer.toString(status.links());
            case "mode" -> Integer.toOctalString(status.mode() & 07777);
            case "owner" -> status.user() + " " + status.group();
            case "mtime" -> text(status.modified(), words[2]);
            case "later" -> status.modified().seconds() > Long.parseLong(words[2]) ? words[2] : "earlier";
            case "target" -> new String(folders.linkTarget(at, name).orElseThrow(), StandardCharsets.UTF_8);
            case "content" -> content(at, name, (int) status.size());
            case "empty" -> names(at, name).isEmpty() ? "" : "not empty";
            case "list" -> String.join(",", names(at, name));
            case "xattr" -> words[2] + " " + attribute(at, name, words[2]);
            default -> throw new AssertionError("no such fact: " + words[0]);
        };
    }

    private static String type(int type) {
        return switch (type) {
            case Constants.S_IFREG -> "file";
            case Constants.S_IFDIR -> "dir";
            case Constants.S_IFLNK -> "symlink";
            case Constants.S_IFIFO -> "fifo";
            case Constants.S_IFSOCK -> "sock";
            default -> Integer.toOctalString(type);
        };
    }

    private static String text(FileStatus.Time time, String wanted) {
        return time.equals(time(wanted)) ? wanted : time.toString();
    }

    private String content(int at, byte[] name, int size) {
        byte[] content = new byte[size];
        with(at, name, Constants.O_RDONLY, file -> {
            try (NativeMemory memory = NativeMemory.allocate(Math.max(1, size))) {
                contents.read(file, memory.address(), size, 0);
                memory.buffer().get(0, content);
                return 0;
            }
        });
        return new String(content, StandardCharsets.UTF_8);
    }

    private Set<String> names(int at, byte[] name) {
        Set<String> names = new TreeSet<>();
        with(
                at,
                name,
                Constants.O_DIRECTORY,
                file -> folders.list(
                        file, (entry, inode, type) -> names.add(new String(entry, StandardCharsets.UTF_8))));
        return names;
    }

    private String attribute(int at, byte[] name, String attribute) {
        StringBuilder value = new StringBuilder();
        with(at, name, 0, file -> {
            contents.attribute(file, bytes(attribute))
                    .ifPresent(text -> value.append(new String(text, StandardCharsets.UTF_8)));
            return 0;
        });
        return value.toString();
    }
}
