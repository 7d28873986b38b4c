// SPDX-License-Identifier: Apache-2.0
// /proc, /sys, devices, capabilities and what else the kernel has that is not the guest's alone.
#include "probe.h"
#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <linux/capability.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/timex.h>
#include <sys/types.h>

static char found[4096];

// What is about processes is theirs; pressure is written to be told of it, and nothing changes.
static int is_own(const char *path)
{
    return strncmp(path, "/proc/", 6) == 0
            && (strspn(path + 6, "0123456789") == strlen(path + 6) || strstr(path + 6, "self") != NULL
                    || strcmp(path + 6, "pressure") == 0);
}

// A write of nothing is answered by whoever would take it. Not all that can be opened takes any.
static int find_writable(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    if (kind == FTW_D && place->level == 1 && is_own(path))
        return FTW_SKIP_SUBTREE;
    if (kind == FTW_F && S_ISREG(status->st_mode)) {
        int file = open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK);
        if (file >= 0) {
            if (write(file, "", 0) == 0 || (errno != EIO && errno != EINVAL))
                snprintf(found, sizeof found, "%s", path);
            close(file);
        }
    }
    return found[0] == '\0' ? FTW_CONTINUE : FTW_STOP;
}

static void writable(const char *name, const char *tree)
{
    found[0] = '\0';
    nftw(tree, find_writable, 32, FTW_PHYS | FTW_ACTIONRETVAL);
    row(name, found[0] != '\0', "%s", found[0] == '\0' ? "none" : found);
}

static void readable(void)
{
    static const char *const FILES[] = {
        "kcore", "kallsyms", "keys", "key-users", "timer_list", "timer_stats", "slabinfo", "vmallocinfo",
        "pagetypeinfo", "sched_debug", "latency_stats", "kpagecount", "kpageflags", "kpagecgroup", "kmsg"};
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
        char path[64];
        char name[64];
        char byte;
        snprintf(path, sizeof path, "/proc/%s", FILES[i]);
        snprintf(name, sizeof name, "proc.read.%s", FILES[i]);
        int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        answered(name, file < 0 ? -1 : read(file, &byte, 1));
        if (file >= 0)
            close(file);
    }
}

static int count(const char *folder)
{
    DIR *entries = opendir(folder);
    int number = 0;
    struct dirent *entry;
    if (entries == NULL)
        return 0;
    while ((entry = readdir(entries)) != NULL)
        number += entry->d_name[0] != '.';
    closedir(entries);
    return number;
}

static void folders(void)
{
    static const char *const FOLDERS[] = {"/sys", "/proc/acpi", "/proc/scsi", "/sys/fs/cgroup", "/boot", "/lib/modules",
        "/media", "/mnt", "/dev/mqueue", "/dev/shm"};
    for (size_t i = 0; i < sizeof FOLDERS / sizeof *FOLDERS; i++) {
        char name[64];
        snprintf(name, sizeof name, "folder.%s", FOLDERS[i]);
        int number = count(FOLDERS[i]);
        row(name, number > 0, "%d", number);
    }
}

static void devices(void)
{
    static const char *const OWN = " console core fd full null ptmx pts random shm stderr stdin stdout tty urandom zero ";
    DIR *entries = opendir("/dev");
    struct dirent *entry;
    found[0] = '\0';
    while (entries != NULL && (entry = readdir(entries)) != NULL) {
        char word[300];
        snprintf(word, sizeof word, " %s ", entry->d_name);
        if (entry->d_name[0] != '.' && strstr(OWN, word) == NULL)
            snprintf(found, sizeof found, "%s", entry->d_name);
    }
    if (entries != NULL)
        closedir(entries);
    row("device.others", found[0] != '\0', "%s", found[0] == '\0' ? "none" : found);
}

static void made_device(const char *name, mode_t kind, int major_number, int minor_number)
{
    const char *path = "/tmp/app-runner-probe-device";
    int made = mknod(path, kind | 0600, makedev(major_number, minor_number));
    answered(name, made < 0 ? -1 : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    unlink(path);
}

// What administering the guest's own files and users needs, and nothing else. The bounding set is of no use to a process
// that cannot gain privileges.
static void capabilities(void)
{
    static const int OWN[] = {CAP_CHOWN, CAP_DAC_OVERRIDE, CAP_FOWNER, CAP_FSETID, CAP_KILL, CAP_NET_BIND_SERVICE,
        CAP_SETFCAP, CAP_SETGID, CAP_SETPCAP, CAP_SETUID, CAP_SYS_CHROOT};
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct sets[2] = {0};
    syscall(SYS_capget, &header, sets);
    for (unsigned capability = 0; capability < 64; capability++) {
        char name[64];
        int own = 0;
        for (size_t i = 0; i < sizeof OWN / sizeof *OWN; i++)
            own |= OWN[i] == (int)capability && geteuid() == 0;
        int has = (sets[capability / 32].permitted | sets[capability / 32].inheritable) >> capability % 32 & 1;
        snprintf(name, sizeof name, "capability.%u", capability);
        if (!own)
            row(name, has, "%d", has);
    }
    int privileges = prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0);
    row("privileges.gain", privileges != 1, "%d", privileges);
}

static void clock_and_priorities(void)
{
    struct timex time = {.modes = ADJ_TICK, .tick = 10000};
    answered("clock.adjtimex", adjtimex(&time) < 0 ? -1 : 0);
    struct sched_param urgent = {.sched_priority = 1};
    answered("priority.realtime", sched_setscheduler(0, SCHED_FIFO, &urgent));
    errno = 0;
    answered("priority.nice", setpriority(PRIO_PROCESS, 0, -20));
    struct rlimit limit;
    getrlimit(RLIMIT_NICE, &limit);
    limit.rlim_max = limit.rlim_max == RLIM_INFINITY ? limit.rlim_max : limit.rlim_max + 1;
    row("limit.raise", limit.rlim_max != RLIM_INFINITY && setrlimit(RLIMIT_NICE, &limit) == 0, "%s", strerror(errno));
    answered("io.realtime", syscall(SYS_ioprio_set, 1, 0, 1 << 13));
}

// The root of the mount namespace is the guest's: a change of root and many steps up end there.
static int climb(const void *unused)
{
    struct stat before;
    struct stat after;
    (void)unused;
    if (stat("/", &before) < 0 || mkdir("/tmp/jail", 0700) < 0 || chroot("/tmp/jail") < 0)
        return 1;
    for (int i = 0; i < 64; i++)
        if (chdir("..") < 0)
            return 1;
    if (chroot(".") < 0 || stat("/", &after) < 0)
        return 1;
    return before.st_dev == after.st_dev && before.st_ino == after.st_ino ? 1 : 0;
}

// Only file systems that are the guest's own are mounted.
static void mounts(void)
{
    static const char *const OWN = " overlay proc tmpfs devpts mqueue devtmpfs ";
    FILE *table = fopen("/proc/self/mountinfo", "re");
    char line[4096];
    found[0] = '\0';
    while (table != NULL && fgets(line, sizeof line, table) != NULL) {
        char kind[64] = "";
        char word[70];
        char *rest = strstr(line, " - ");
        if (rest != NULL)
            sscanf(rest, " - %63s", kind);
        snprintf(word, sizeof word, " %s ", kind);
        if (strstr(OWN, word) == NULL)
            snprintf(found, sizeof found, "%.4000s", line);
    }
    if (table != NULL)
        fclose(table);
    found[strcspn(found, "\n")] = '\0';
    row("mount.others", found[0] != '\0', "%s", found[0] == '\0' ? "none" : found);
}

void probe_kernel(void)
{
    writable("proc.write", "/proc");
    writable("sys.write", "/sys");
    readable();
    folders();
    devices();
    made_device("made.memory", S_IFCHR, 1, 1);
    made_device("made.port", S_IFCHR, 1, 4);
    made_device("made.log", S_IFCHR, 1, 11);
    made_device("made.disk", S_IFBLK, 254, 0);
    made_device("made.loop", S_IFBLK, 7, 0);
    made_device("made.fuse", S_IFCHR, 10, 229);
    capabilities();
    clock_and_priorities();
    mounts();
    row("escape.chroot", aside(climb, NULL) == 0, "climbed up");
}
