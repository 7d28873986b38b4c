// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay;

import static io.apprunner.fuse.FuseException.check;

import io.apprunner.filesystems.overlay.layer.Name;
import io.apprunner.fuse.FuseException;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Posix;
import io.apprunner.posix.folder.ContentCalls;
import io.apprunner.posix.folder.FolderCalls;
import io.apprunner.posix.memory.NativeMemory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Tells whether the thread that looks a name up is about to rename a file to another spelling of its name. The kernel
 * would never ask for that: it takes both spellings for one file and does nothing. When the new spelling is said to be
 * missing, it asks.
 */
final class CaseOnlyRename {
    /** Numbers of the calls on x86-64, and which of their arguments are the paths. */
    private static final String RENAME = "82";

    private static final String RENAMEAT = "264";
    private static final String RENAMEAT2 = "316";
    private static final int LIMIT = 4096;
    private static final int HEX = 16;

    private final FolderCalls folders;
    private final ContentCalls contents;

    CaseOnlyRename(Posix posix) {
        folders = new FolderCalls(posix);
        contents = new ContentCalls(posix);
    }

    /** Whether a thread is renaming to this name from one that differs in case only; false when it cannot be seen. */
    boolean isTo(Name name, int thread) {
        try {
            return thread > 0 && renames(name, thread);
        } catch (FuseException | NumberFormatException e) {
            return false;
        }
    }

    private boolean renames(Name name, int thread) {
        String[] call = new String(read(thread, "syscall", 0, LIMIT), StandardCharsets.US_ASCII).split(" ", -1);
        int first = call[0].equals(RENAME) ? 1 : 2;
        boolean isRename =
                call.length > first + 2 && (first == 1 || call[0].equals(RENAMEAT) || call[0].equals(RENAMEAT2));
        if (!isRename) {
            return false;
        }
        Name old = lastName(path(thread, call[first]));
        Name aim = lastName(path(thread, call[first == 1 ? 2 : first + 2]));
        return aim.equals(name) && !aim.equals(old) && aim.folded().equals(old.folded());
    }

    private byte[] path(int thread, String address) {
        return read(thread, "mem", Long.parseUnsignedLong(address.substring(2), HEX), LIMIT);
    }

    private byte[] read(int thread, String file, long offset, int length) {
        byte[] path = ("/proc/" + thread + "/" + file).getBytes(StandardCharsets.US_ASCII);
        int open = (int) check(folders.open(Constants.AT_FDCWD, path, Constants.O_RDONLY, 0));
        try (NativeMemory memory = NativeMemory.allocate(length)) {
            // A string near the end of a page may be followed by nothing.
            int toPage = offset == 0 ? length : (int) (LIMIT - (offset & (LIMIT - 1)));
            int count = (int) check(contents.read(open, memory.address(), Math.min(length, toPage), offset));
            if (count < length && offset != 0) {
                count += (int)
                        Math.max(0, contents.read(open, memory.address() + count, length - count, offset + count));
            }
            byte[] bytes = new byte[count];
            memory.buffer().get(0, bytes);
            return bytes;
        } finally {
            contents.close(open);
        }
    }

    /** The last name of a path that ends with a NUL, trailing slashes aside. */
    private static Name lastName(byte[] path) {
        int end = 0;
        while (end < path.length && path[end] != 0) {
            end++;
        }
        while (end > 1 && path[end - 1] == '/') {
            end--;
        }
        int begin = end;
        while (begin > 0 && path[begin - 1] != '/') {
            begin--;
        }
        return Name.of(Arrays.copyOfRange(path, begin, end));
    }
}
