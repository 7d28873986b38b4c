/* SPDX-License-Identifier: Apache-2.0 */
/* One static executable out of a dynamic one: the program, its libraries and their loader lie inside this file.
 * At a start they go to files in memory, and the loader runs the program with the libraries preloaded; a
 * preloaded library stands for the one of its name that the program asks for, so nothing is searched on disk.
 * Compiled beside files named "loader", "program" and "lib0" to "lib3". Needs /proc. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define EMBED(name)                                                            \
    __asm__(".section .rodata." #name ",\"a\"\n" #name ": .incbin \"" #name    \
            "\"\n" #name "_end:\n.previous\n");                                \
    extern const char name[], name##_end[]

EMBED(loader);
EMBED(program);
EMBED(lib0);
EMBED(lib1);
EMBED(lib2);
EMBED(lib3);

/* Puts the bytes into a file in memory that stays open over exec, and writes its path. */
static void in_memory(const char *name, const char *from, const char *end, char path[32])
{
    int fd = memfd_create(name, 0);
    while (fd >= 0 && from < end) {
        ssize_t n = write(fd, from, end - from);
        if (n < 0 && errno != EINTR)
            break;
        from += n < 0 ? 0 : n;
    }
    if (fd < 0 || from < end) {
        fprintf(stderr, "%s: cannot unpack into memory: %s\n", name, strerror(errno));
        exit(127);
    }
    snprintf(path, 32, "/proc/self/fd/%d", fd);
}

int main(int argc, char **argv)
{
    char paths[6][32], preload[4 * 32 + 4];
    char **args = calloc(argc + 8, sizeof *args);
    int n = 0;

    in_memory("loader", loader, loader_end, paths[0]);
    in_memory("program", program, program_end, paths[1]);
    in_memory("lib0", lib0, lib0_end, paths[2]);
    in_memory("lib1", lib1, lib1_end, paths[3]);
    in_memory("lib2", lib2, lib2_end, paths[4]);
    in_memory("lib3", lib3, lib3_end, paths[5]);
    snprintf(preload, sizeof preload, "%s:%s:%s:%s", paths[2], paths[3], paths[4], paths[5]);

    args[n++] = "ld.so";
    args[n++] = "--inhibit-cache";
    args[n++] = "--argv0";
    args[n++] = argc ? argv[0] : "program";
    args[n++] = "--preload";
    args[n++] = preload;
    args[n++] = paths[1];
    for (int i = 1; i < argc; i++)
        args[n++] = argv[i];
    execv(paths[0], args);
    fprintf(stderr, "%s: %s\n", args[3], strerror(errno));
    return 127;
}
