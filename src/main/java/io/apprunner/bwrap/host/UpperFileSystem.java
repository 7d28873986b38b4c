// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.host;

/** Types of file systems that cannot be the writable part of an overlay. */
public final class UpperFileSystem {
    private static final String UNFIT =
            "overlay|fuse.*|nfs.*|cifs|smb.*|9p|vfat|msdos|exfat|ntfs.*|hfs.*|ecryptfs|squashfs|iso9660|erofs";

    private UpperFileSystem() {}

    /** Whether what guests write cannot be kept on a type. */
    public static boolean cannotHold(String type) {
        return type.matches(UNFIT);
    }

    /** What helps where it is on such a type. */
    public static String hint(String type) {
        return "the kernel keeps nothing that guests write on a file system of type " + type
                + "; set FIM_DIR_DATA to a folder on another one, such as ext4, xfs, btrfs or tmpfs";
    }
}
