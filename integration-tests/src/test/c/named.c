// SPDX-License-Identifier: Apache-2.0
// Things of the host, by the names that the host has for them.
#include "probe.h"
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stddef.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>

static long opened(const char *path, int mode)
{
    char byte;
    int file = open(path, mode | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (file < 0)
        return -1;
    if (mode == O_RDONLY && read(file, &byte, 1) < 0 && errno == EISDIR)
        errno = 0;
    close(file);
    return 0;
}

// The name of an abstract socket has an @ before it, as in /proc/net/unix.
static socklen_t address_of(const char *path, struct sockaddr_un *address)
{
    size_t length = strlen(path);
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    memcpy(address->sun_path, path, length < sizeof address->sun_path ? length : sizeof address->sun_path - 1);
    if (path[0] == '@')
        address->sun_path[0] = '\0';
    return offsetof(struct sockaddr_un, sun_path) + length + (path[0] == '@' ? 0 : 1);
}

static struct sockaddr_in loopback(const char *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(port))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

// Bounded, lest a full queue hold up everything.
static int new_socket(int family, int type)
{
    int it = socket(family, type | SOCK_CLOEXEC, 0);
    struct timeval time = {.tv_usec = 300000};
    setsockopt(it, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time);
    setsockopt(it, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
    return it;
}

static long connected(const char *path)
{
    struct sockaddr_un address;
    socklen_t length = address_of(path, &address);
    return connect(new_socket(AF_UNIX, SOCK_STREAM), (struct sockaddr *)&address, length);
}

static long sent(const char *path)
{
    struct sockaddr_un address;
    socklen_t length = address_of(path, &address);
    return sendto(new_socket(AF_UNIX, SOCK_DGRAM), "x", 1, 0, (struct sockaddr *)&address, length);
}

static long reached(const char *port, int type)
{
    struct sockaddr_in address = loopback(port);
    char answer;
    int it = new_socket(AF_INET, type);
    if (connect(it, (struct sockaddr *)&address, sizeof address) < 0)
        return -1;
    return type == SOCK_STREAM ? 0 : send(it, "x", 1, 0) < 0 ? -1 : recv(it, &answer, 1, 0);
}

// In the guest's environment, or that of any process that it sees.
static int is_told(const char *text)
{
    static char content[1 << 20];
    DIR *entries = opendir("/proc");
    struct dirent *entry;
    int told = 0;
    while (entries != NULL && (entry = readdir(entries)) != NULL) {
        char path[300];
        snprintf(path, sizeof path, "/proc/%s/environ", entry->d_name);
        int file = open(path, O_RDONLY | O_CLOEXEC);
        ssize_t length = file < 0 ? 0 : read(file, content, sizeof content);
        told |= length > 0 && memmem(content, (size_t)length, text, strlen(text)) != NULL;
        if (file >= 0)
            close(file);
    }
    if (entries != NULL)
        closedir(entries);
    return told;
}

static void process(const char *name, pid_t number)
{
    char full[128];
    char path[64];
    long word = 0;
    struct iovec own = {&word, sizeof word};
    struct iovec other = {(void *)0x400000, sizeof word};
    struct rlimit limit;
#define ABOUT(what, answer) \
    do { \
        snprintf(full, sizeof full, "process.%s.%s", name, what); \
        answered(full, answer); \
    } while (0)
    snprintf(path, sizeof path, "/proc/%d/status", number);
    ABOUT("proc", opened(path, O_RDONLY));
    ABOUT("kill", kill(number, 0));
    ABOUT("group", kill(-number, 0));
    ABOUT("thread", syscall(SYS_tgkill, number, number, 0));
    ABOUT("pidfd", syscall(SYS_pidfd_open, number, 0));
    ABOUT("limits", prlimit(number, RLIMIT_CORE, NULL, &limit));
    ABOUT("priority", getpriority(PRIO_PROCESS, number));
    ABOUT("session", getsid(number));
    ABOUT("memory", process_vm_readv(number, &own, 1, &other, 1, 0));
    ABOUT("trace", ptrace(PTRACE_SEIZE, number, NULL, NULL));
#undef ABOUT
}

static long key(const char *description)
{
    return syscall(SYS_keyctl, 10, -3, "user", description, 0);
}

static int holds(const char *value)
{
    char path[512];
    static char content[1 << 16];
    const char *text = strrchr(value, '=');
    if (text == NULL)
        return 0;
    snprintf(path, sizeof path, "%.*s", (int)(text - value), value);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t length = file < 0 ? 0 : read(file, content, sizeof content);
    if (file >= 0)
        close(file);
    return length > 0 && memmem(content, (size_t)length, text + 1, strlen(text + 1)) != NULL;
}

static long host_name(const char *value)
{
    char name[256] = "";
    gethostname(name, sizeof name);
    errno = ENOENT;
    return strcmp(name, value) == 0 ? 0 : -1;
}

void probe_named(const char *kind, const char *name, const char *value)
{
    char full[256];
    snprintf(full, sizeof full, "%s.%s", kind, name);
    errno = ENOENT;
    if (strcmp(kind, "read") == 0)
        answered(full, opened(value, O_RDONLY));
    else if (strcmp(kind, "write") == 0)
        answered(full, opened(value, O_WRONLY | O_APPEND));
    else if (strcmp(kind, "device") == 0)
        answered(full, opened(value, O_RDWR));
    else if (strcmp(kind, "holds") == 0)
        row(full, holds(value), "%s", value);
    else if (strcmp(kind, "stream") == 0)
        answered(full, connected(value));
    else if (strcmp(kind, "datagram") == 0)
        answered(full, sent(value));
    else if (strcmp(kind, "tcp") == 0)
        answered(full, reached(value, SOCK_STREAM));
    else if (strcmp(kind, "udp") == 0)
        answered(full, reached(value, SOCK_DGRAM));
    else if (strcmp(kind, "told") == 0)
        row(full, is_told(value), "%s", value);
    else if (strcmp(kind, "process") == 0)
        process(name, atoi(value));
    else if (strcmp(kind, "key") == 0)
        answered(full, key(value));
    else if (strcmp(kind, "memory") == 0)
        answered(full, (long)shmat(atoi(value), NULL, SHM_RDONLY) == -1 ? -1 : 0);
    else if (strcmp(kind, "host") == 0)
        answered(full, host_name(value));
    else
        fprintf(stderr, "probe: no such kind: %s\n", kind);
}

static int listening(const char *kind, const char *value)
{
    struct sockaddr_un local;
    struct sockaddr_in network = loopback(value);
    int is_stream = strcmp(kind, "stream") == 0 || strcmp(kind, "tcp") == 0;
    int is_local = strcmp(kind, "stream") == 0 || strcmp(kind, "datagram") == 0;
    int it = socket(is_local ? AF_UNIX : AF_INET, is_stream ? SOCK_STREAM : SOCK_DGRAM, 0);
    socklen_t length = is_local ? address_of(value, &local) : sizeof network;
    int on = 1;
    setsockopt(it, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(it, is_local ? (struct sockaddr *)&local : (struct sockaddr *)&network, length) < 0
            || (is_stream && listen(it, 100) < 0)) {
        perror(value);
        exit(1);
    }
    if (is_local && value[0] != '@')
        chmod(value, 0666);
    return it;
}

static void answer(int it)
{
    char byte;
    struct sockaddr_storage from;
    socklen_t length = sizeof from;
    int peer = accept4(it, NULL, NULL, SOCK_CLOEXEC);
    if (peer >= 0)
        close(peer);
    else if (recvfrom(it, &byte, 1, MSG_DONTWAIT, (struct sockaddr *)&from, &length) > 0)
        sendto(it, &byte, 1, MSG_DONTWAIT, (struct sockaddr *)&from, length);
}

int serve(char **names)
{
    static const char *const KINDS = " stream datagram tcp udp ";
    struct pollfd sockets[64];
    int count = 0;
    for (; *names != NULL && count < 64; names++) {
        char word[64];
        char *colon = strchr(*names, ':');
        char *value = colon == NULL ? NULL : strchr(colon, '=');
        if (value != NULL) {
            snprintf(word, sizeof word, " %.*s ", (int)(colon - *names), *names);
            if (strstr(KINDS, word) != NULL) {
                *colon = '\0';
                sockets[count++] = (struct pollfd){listening(*names, value + 1), POLLIN, 0};
            }
        }
    }
    puts("serving");
    fflush(stdout);
    while (poll(sockets, (nfds_t)count, -1) > 0)
        for (int i = 0; i < count; i++)
            if (sockets[i].revents != 0)
                answer(sockets[i].fd);
    return 1;
}
