// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.scan;

import io.apprunner.dwarfs.format.FileType;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;

/**
 * The attributes of one inode, as lstat(2) gives them.
 *
 * @param mode type and permissions
 * @param device the file system's number, which together with {@code inode} names the inode
 * @param inode the inode's number
 * @param links the number of names anywhere on the file system
 * @param uid the owner, 0 to 2^32-1
 * @param gid the group, 0 to 2^32-1
 * @param rdev the number of the device that this inode is
 * @param size bytes of content; of the target's name for a symbolic link
 * @param modified time of the last change of the content
 */
public record SourceStat(
        int mode, long device, long inode, int links, long uid, long gid, long rdev, long size, Instant modified) {
    private static final String ATTRIBUTES = "unix:mode,dev,ino,nlink,uid,gid,rdev,size,lastModifiedTime";
    private static final long UNSIGNED_INT = 0xFFFF_FFFFL;

    /**
     * The inode's type.
     *
     * @throws AppRunnerException with code {@code UNSUPPORTED} when the mode has none of the known types
     */
    public FileType type() {
        try {
            return FileType.of(mode);
        } catch (IllegalArgumentException e) {
            throw new AppRunnerException(
                    ErrorCode.UNSUPPORTED, "unknown file type in mode " + Integer.toOctalString(mode), "", e);
        }
    }

    /**
     * Reads the attributes without following a symbolic link.
     *
     * @throws AppRunnerException naming the file
     */
    public static SourceStat read(Path path) {
        try {
            Map<String, Object> map = Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            return new SourceStat(
                    (int) number(map, "mode"),
                    number(map, "dev"),
                    number(map, "ino"),
                    (int) number(map, "nlink"),
                    number(map, "uid") & UNSIGNED_INT,
                    number(map, "gid") & UNSIGNED_INT,
                    number(map, "rdev"),
                    number(map, "size"),
                    ((FileTime) attribute(map, "lastModifiedTime")).toInstant());
        } catch (IOException e) {
            throw SourceErrors.reading(path, e);
        }
    }

    /** Whether this is still the same file with the same content, as far as attributes tell. */
    public boolean sameContent(SourceStat other) {
        return inode == other.inode && device == other.device && size == other.size && modified.equals(other.modified);
    }

    private static long number(Map<String, Object> map, String name) {
        return ((Number) attribute(map, name)).longValue();
    }

    private static Object attribute(Map<String, Object> map, String name) {
        Object value = map.get(name);
        if (value == null) {
            throw new IllegalStateException("the platform does not know the attribute " + name);
        }
        return value;
    }
}
