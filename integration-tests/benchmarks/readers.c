// SPDX-License-Identifier: Apache-2.0
// Reads a mounted tree in one way and prints one number.
//   readers walk DIR          entries whose attributes were read, per second
//   readers files DIR         files read from start to end, per second
//   readers data DIR READERS  MiB per second of that many processes that share the files out
//   readers random DIR COUNT  microseconds of one direct read of 4 KiB at a random place: mean/median
// In C, because an interpreter needs longer for a file than a good file system does.
#define _GNU_SOURCE
#include <dirent.h>
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct file {
    char *path;
    off_t size;
};

static struct file *files;
static size_t count, room, entries;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static void add(const char *path, off_t size)
{
    if (count == room) {
        room = room ? 2 * room : 1024;
        files = realloc(files, room * sizeof *files);
        if (!files)
            err(1, "realloc");
    }
    files[count].path = strdup(path);
    files[count++].size = size;
}

static void walk(const char *folder)
{
    DIR *handle = opendir(folder);
    struct dirent *entry;
    if (!handle)
        err(1, "%s", folder);
    while ((entry = readdir(handle))) {
        char path[8192];
        struct stat status;
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
            continue;
        if (fstatat(dirfd(handle), entry->d_name, &status, AT_SYMLINK_NOFOLLOW))
            err(1, "%s/%s", folder, entry->d_name);
        entries++;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (S_ISDIR(status.st_mode))
            walk(path);
        else if (S_ISREG(status.st_mode))
            add(path, status.st_size);
    }
    closedir(handle);
}

static void slurp(const char *path)
{
    static char buffer[1 << 17];
    ssize_t length;
    int handle = open(path, O_RDONLY);
    if (handle < 0)
        err(1, "%s", path);
    while ((length = read(handle, buffer, sizeof buffer)) > 0)
        ;
    if (length < 0)
        err(1, "%s", path);
    close(handle);
}

static void data(size_t readers)
{
    double total = 0, start;
    for (size_t i = 0; i < count; i++)
        total += files[i].size;
    start = now();
    for (size_t reader = 0; reader < readers; reader++)
        if (!fork()) {
            // Each reader has a part of its own, so that readers do not wait for the same block.
            for (size_t i = count * reader / readers; i < count * (reader + 1) / readers; i++)
                slurp(files[i].path);
            _exit(0);
        }
    for (int status; wait(&status) > 0;)
        if (status)
            errx(1, "a reader failed");
    printf("%.1f\n", total / (1 << 20) / (now() - start));
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

// Without the kernel's cache, where the file system can; it would answer some of the reads.
static int open_direct(const char *path)
{
    int handle = open(path, O_RDONLY | O_DIRECT);
    if (handle < 0)
        handle = open(path, O_RDONLY);
    if (handle < 0)
        err(1, "%s", path);
    return handle;
}

static void at_random(int reads)
{
    static char buffer[4096] __attribute__((aligned(4096)));
    double sum = 0, *times = calloc(reads, sizeof *times);
    size_t large = 0;
    for (size_t i = 0; i < count; i++)
        if (files[i].size >= 65536)
            files[large++] = files[i];
    if (!large || !times)
        errx(1, "no file of 64 KiB");
    srandom(1);
    for (int i = 0; i < reads; i++) {
        struct file *file = &files[random() % large];
        int handle = open_direct(file->path);
        double start = now();
        if (pread(handle, buffer, sizeof buffer, random() % (file->size / 4096) * 4096) < 0)
            err(1, "%s", file->path);
        times[i] = now() - start;
        sum += times[i];
        close(handle);
    }
    qsort(times, reads, sizeof *times, by_value);
    printf("%.0f/%.0f\n", 1e6 * sum / reads, 1e6 * times[reads / 2]);
}

int main(int argc, char **argv)
{
    double start = now();
    if (argc < 3)
        errx(2, "usage: readers walk|files|data|random DIR [NUMBER]");
    walk(argv[2]);
    if (!strcmp(argv[1], "walk")) {
        printf("%.0f\n", entries / (now() - start));
    } else if (!strcmp(argv[1], "files")) {
        start = now();
        for (size_t i = 0; i < count; i++)
            slurp(files[i].path);
        printf("%.0f\n", count / (now() - start));
    } else if (!strcmp(argv[1], "data")) {
        data(atoi(argv[3]));
    } else if (!strcmp(argv[1], "random")) {
        at_random(atoi(argv[3]));
    } else {
        errx(2, "unknown way: %s", argv[1]);
    }
    return 0;
}
