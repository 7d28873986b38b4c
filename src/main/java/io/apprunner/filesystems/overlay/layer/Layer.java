// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay.layer;

import io.apprunner.fuse.FuseReply;
import io.apprunner.posix.folder.FileStatus;
import java.nio.ByteBuffer;

/** A tree that never changes. Files are numbered from 0, the root directory, on. Safe for several threads. */
public interface Layer {
    /** The root directory. */
    int ROOT = 0;

    /** How many files there are; their numbers are below. */
    int count();

    /** How many of the first files are directories. */
    int directoryCount();

    /** The file of a name in a directory; -1 when there is none. */
    int lookup(int directory, Name name);

    /** The first of a directory's entries, which are numbered one after the other. */
    int firstEntry(int directory);

    /** The number behind a directory's last entry. */
    int endEntry(int directory);

    /** The name of an entry. */
    Name entryName(int entry);

    /** The file of an entry. */
    int entryFile(int entry);

    /** The directory that a directory is in; the root is in itself. */
    int parent(int directory);

    /** Whether a file is a directory. */
    boolean isDirectory(int file);

    /** Whether a file only says that what lower layers have by its name is not there. */
    boolean isWhiteout(int file);

    /** Whether a name is a mark that is not shown. */
    boolean isMark(Name name);

    /** Whether a directory hides what lower layers have in its place. */
    boolean isOpaque(int directory);

    /** Type and permissions. */
    int mode(int file);

    /** All attributes; the number is the layer's own. */
    FileStatus status(int file);

    /** The target of a symbolic link. */
    byte[] linkTarget(int file);

    /** Answers a read of a regular file; gives an errno or 0. */
    int read(int file, long offset, int size, FuseReply reply);

    /** Reads from a regular file until the target is full or the file ends; gives how many bytes. */
    int read(int file, long offset, ByteBuffer target);

    /** The first byte from {@code offset} on that is in no hole; -1 when there is none. */
    long nextData(int file, long offset);

    /** The first byte from {@code offset} on that is in a hole, or the size; -1 when that is not beyond. */
    long nextHole(int file, long offset);
}
