// SPDX-License-Identifier: Apache-2.0
// New namespaces, those of others, and control groups.
#include "probe.h"
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#define NEW_TIME 0x80

static int new_namespace(const void *flag)
{
    return unshare(*(const int *)flag) == 0 ? 0 : errno;
}

static int with_clone3(const void *flag)
{
    unsigned long long arguments[11] = {(unsigned long long)*(const int *)flag};
    arguments[4] = 17;
    long child = syscall(SYS_clone3, arguments, sizeof arguments);
    if (child == 0)
        _exit(0);
    return child > 0 ? 0 : errno;
}

static int own_again(const void *kind)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/self/ns/%s", (const char *)kind);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    return file >= 0 && setns(file, 0) == 0 ? 0 : errno;
}

static int mount_cgroups(const void *flags)
{
    const int *namespaces = flags;
    if (*namespaces != 0 && unshare(*namespaces) != 0)
        return errno;
    mkdir("/tmp/cgroups", 0700);
    if (mount("none", "/tmp/cgroups", "cgroup2", 0, NULL) != 0)
        return errno;
    return mkdir("/tmp/cgroups/app-runner-probe", 0700) == 0 && rmdir("/tmp/cgroups/app-runner-probe") == 0 ? 0 : errno;
}

static int mount_memory(const void *unused)
{
    (void)unused;
    return mount("none", "/tmp", "tmpfs", 0, NULL) == 0 ? 0 : errno;
}

static int remount_proc(const void *unused)
{
    (void)unused;
    return mount("none", "/proc/sys", NULL, MS_REMOUNT | MS_BIND, NULL) == 0 || umount2("/proc/sys", MNT_DETACH) == 0
            ? 0 : errno;
}

static void tried(const char *prefix, const char *name, int (*function)(const void *), const void *argument)
{
    char full[64];
    int error = aside(function, argument);
    snprintf(full, sizeof full, "%s.%s", prefix, name);
    row(full, error == 0, "%s", error < 0 ? "killed" : error == 0 ? "done" : strerror(error));
}

// A path of the host's tree would name what holds it, and with a tree of its own there is nothing above.
static void group(void)
{
    FILE *file = fopen("/proc/self/cgroup", "re");
    char line[512] = "";
    char detail[512] = "/";
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        char *path = strrchr(line, ':');
        line[strcspn(line, "\n")] = '\0';
        if (path != NULL && strcmp(path, ":/") != 0)
            snprintf(detail, sizeof detail, "%s", path + 1);
    }
    if (file != NULL)
        fclose(file);
    row("cgroup.path", strcmp(detail, "/") != 0, "%s", detail);
}

void probe_namespaces(void)
{
    static const struct { const char *name; const char *file; int flag; } KINDS[] = {
        {"user", "user", CLONE_NEWUSER}, {"mount", "mnt", CLONE_NEWNS}, {"pid", "pid", CLONE_NEWPID},
        {"net", "net", CLONE_NEWNET}, {"ipc", "ipc", CLONE_NEWIPC}, {"uts", "uts", CLONE_NEWUTS},
        {"cgroup", "cgroup", CLONE_NEWCGROUP}, {"time", "time", NEW_TIME}};
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        tried("namespace.unshare", KINDS[i].name, new_namespace, &KINDS[i].flag);
        tried("namespace.clone3", KINDS[i].name, with_clone3, &KINDS[i].flag);
        tried("namespace.enter", KINDS[i].name, own_again, KINDS[i].file);
    }
    int none = 0;
    int all = CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWCGROUP;
    tried("cgroup", "mount", mount_cgroups, &none);
    tried("cgroup", "nested", mount_cgroups, &all);
    tried("mount", "memory", mount_memory, NULL);
    tried("mount", "proc", remount_proc, NULL);
    group();
}
