// SPDX-License-Identifier: Apache-2.0
// What was inherited, and the processes that stand around the guest.
#include "probe.h"
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

static void descriptors(void)
{
    char detail[64] = "none";
    int open = 0;
    for (int descriptor = 3; descriptor < 4096; descriptor++) {
        if (fcntl(descriptor, F_GETFD) >= 0) {
            open = 1;
            snprintf(detail, sizeof detail, "%d", descriptor);
        }
    }
    row("inherited.descriptor", open, "%s", detail);
}

static int is_number(const char *text)
{
    return text[0] != '\0' && strspn(text, "0123456789") == strlen(text);
}

// The program of a process that is not the guest's own cannot be written.
static int writes_program(const char *process)
{
    char path[300];
    snprintf(path, sizeof path, "/proc/%s/exe", process);
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file >= 0)
        close(file);
    return file >= 0;
}

static unsigned long long field(const char *process, const char *name)
{
    char path[300];
    char line[256];
    unsigned long long value = 0;
    snprintf(path, sizeof path, "/proc/%s/status", process);
    FILE *status = fopen(path, "re");
    while (status != NULL && fgets(line, sizeof line, status) != NULL)
        if (strncmp(line, name, strlen(name)) == 0)
            value = strtoull(line + strlen(name), NULL, strncmp(name, "Cap", 3) == 0 ? 16 : 10);
    if (status != NULL)
        fclose(status);
    return value;
}

// Whose memory the guest can write is no way out if it has no rights that the guest lacks.
static int has_more_rights(const char *process)
{
    return field(process, "NoNewPrivs:") != 1 || field(process, "Seccomp:") != 2
            || (field(process, "CapPrm:") & ~field("self", "CapPrm:")) != 0;
}

// Another root folder than that of the guest's own.
static int leads_out(const char *process, const char *link)
{
    char path[300];
    struct stat own;
    struct stat other;
    snprintf(path, sizeof path, "/proc/%s/%s/.", process, link);
    return stat(path, &other) == 0 && (stat("/", &own) != 0 || own.st_dev != other.st_dev);
}

// A file or folder that the guest did not open; messages and events go through what has no path.
static int has_file(const char *process)
{
    char path[600];
    char target[256];
    snprintf(path, sizeof path, "/proc/%s/fd", process);
    DIR *entries = opendir(path);
    struct dirent *entry;
    int has = 0;
    while (entries != NULL && (entry = readdir(entries)) != NULL) {
        snprintf(path, sizeof path, "/proc/%s/fd/%s", process, entry->d_name);
        ssize_t length = is_number(entry->d_name) ? readlink(path, target, sizeof target - 1) : -1;
        if (length > 0 && atoi(entry->d_name) > 2) {
            target[length] = '\0';
            has |= target[0] == '/' && strncmp(target, "/dev/", 5) != 0 && strstr(target, "memfd:") == NULL;
        }
    }
    if (entries != NULL)
        closedir(entries);
    return has;
}

void probe_processes(void)
{
    descriptors();
    DIR *entries = opendir("/proc");
    struct dirent *entry;
    char parent[32];
    char program[32] = "none", rights[32] = "none", root[32] = "none", files[32] = "none";
    snprintf(parent, sizeof parent, "%d", getpid());
    while (entries != NULL && (entry = readdir(entries)) != NULL) {
        const char *name = entry->d_name;
        if (is_number(name) && strlen(name) < sizeof program && strcmp(name, parent) != 0) {
            if (writes_program(name))
                strcpy(program, name);
            if (has_more_rights(name))
                strcpy(rights, name);
            if (leads_out(name, "root") || leads_out(name, "cwd"))
                strcpy(root, name);
            if (has_file(name))
                strcpy(files, name);
        }
    }
    if (entries != NULL)
        closedir(entries);
    row("process.program", strcmp(program, "none") != 0, "%s", program);
    row("process.rights", strcmp(rights, "none") != 0, "%s", rights);
    row("process.root", strcmp(root, "none") != 0, "%s", root);
    row("process.files", strcmp(files, "none") != 0, "%s", files);
    // A group or session of the host's has no number here.
    row("process.group", getpgrp() == 0, "%d", getpgrp());
    int own = open("/proc/self/exe", O_WRONLY | O_CLOEXEC);
    row("process.self", own >= 0, "%s", strerror(errno));
}
