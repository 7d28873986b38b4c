// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.layer;

import java.util.List;
import java.util.stream.Stream;

/**
 * Files that nearly every program start in a container reads. A layer stores them first and in small blocks, so that
 * the first program does not wait until 16 MiB of neighbours are decompressed. Files that a layer does not have are
 * ignored.
 */
final class StartFiles {
    /** What is completed before a guest starts, which waits for it. */
    private static final List<String> SYSTEM =
            List.of("etc/passwd", "etc/group", "etc/shadow", "etc/hosts", "etc/bash.bashrc");

    /** The loader and the C library, of glibc and musl. */
    private static final List<String> LOADER = List.of(
            "etc/ld.so.cache",
            "usr/lib/x86_64-linux-gnu/gconv/gconv-modules.cache",
            "lib64/ld-linux-x86-64.so.2",
            "lib/x86_64-linux-gnu/libc.so.6",
            "usr/lib64/libc.so.6",
            "usr/lib/libc.so.6",
            "lib/ld-musl-x86_64.so.1");

    /** What shells read before their first command. */
    private static final List<String> SHELL = List.of(
            "etc/nsswitch.conf",
            "etc/profile",
            "etc/os-release",
            "usr/lib/locale/locale-archive",
            "lib/x86_64-linux-gnu/libtinfo.so.6",
            "lib/x86_64-linux-gnu/libselinux.so.1",
            "lib/x86_64-linux-gnu/libpcre2-8.so.0",
            "lib/terminfo/x/xterm",
            "lib/terminfo/x/xterm-256color");

    private static final List<String> PROGRAMS = List.of(
            "true", "sh", "cat", "env", "busybox", "echo", "id", "ls", "bash", "printf", "sleep", "uname", "mkdir",
            "rm");

    private static final List<String> LOCALE = List.of(
            "LC_ADDRESS",
            "LC_COLLATE",
            "LC_CTYPE",
            "LC_IDENTIFICATION",
            "LC_MEASUREMENT",
            "LC_MESSAGES/SYS_LC_MESSAGES",
            "LC_MONETARY",
            "LC_NAME",
            "LC_NUMERIC",
            "LC_PAPER",
            "LC_TELEPHONE",
            "LC_TIME");

    private StartFiles() {}

    /**
     * Paths relative to the root of a layer, the most useful first: those that would make the image too large are left
     * out.
     */
    static List<String> paths() {
        return Stream.of(
                        SYSTEM.stream(),
                        LOCALE.stream().map(name -> "usr/lib/locale/C.utf8/" + name),
                        LOADER.stream(),
                        PROGRAMS.stream().map(name -> "bin/" + name),
                        SHELL.stream())
                .flatMap(paths -> paths)
                .toList();
    }
}
