// SPDX-License-Identifier: Apache-2.0
// System calls by each interface of the kernel. A call whose answer is that of the kernel's own code is open, whatever
// that is: its arguments are chosen so that nothing happens.
#include "probe.h"
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>

static const char *const INTERFACES[] = {"x86_64", "i386", "x32"};

long call(enum interface interface, long number, long a, long b, long c, long d, long e, long f)
{
    long answer;
    if (interface != I386)
        return syscall(interface == X32 ? number | 0x40000000 : number, a, b, c, d, e, f);
    __asm__ volatile("int $0x80"
                     : "=a"(answer)
                     : "a"(number), "b"(a), "c"(b), "d"(c), "S"(d), "D"(e)
                     : "memory", "r8", "r9", "r10", "r11");
    answer = (int)answer;
    if (answer < 0 && answer > -4096) {
        errno = (int)-answer;
        return -1;
    }
    return answer;
}

struct attempt {
    const char *name;
    enum interface interface;
    long number;
    long arguments[3];
};

// Ends with the number of the error, or 200 for none.
static int attempt(const void *argument)
{
    const struct attempt *it = argument;
    const long *a = it->arguments;
    // Of a forked child that is another one only the first may go on.
    pid_t self = getpid();
    signal(SIGHUP, SIG_IGN);
    long answer = call(it->interface, it->number, a[0], a[1], a[2], a[0] == 0 ? 0 : -1, -1, -1);
    int error = answer == -1 ? errno : 200;
    if (getpid() != self)
        _exit(0);
    return error;
}

// In this process, for calls that change nothing in it; whether the interface is there at all is seen in another one.
static int plainly(const struct attempt *it)
{
    const long *a = it->arguments;
    long answer = call(it->interface, it->number, a[0], a[1], a[2], 0, 0, 0);
    if (answer >= 0 && it->name[0] == 's')
        close((int)answer);
    return answer == -1 ? errno : 200;
}

static int is_refusal(int error)
{
    return error == EPERM || error == ENOSYS || error == EACCES || error == EAFNOSUPPORT || error == EPROTONOSUPPORT
            || error == ESOCKTNOSUPPORT;
}

static void told(const char *what, const struct attempt *it, int error)
{
    char name[128];
    snprintf(name, sizeof name, "call.%s.%s%s", INTERFACES[it->interface], it->name, what);
    if (error == -1)
        row(name, 0, "killed");
    else
        row(name, !is_refusal(error), "%s", error == 200 ? "done" : strerror(error));
}

static void one(const char *what, const struct attempt *it)
{
    told(what, it, aside(attempt, it));
}

// The request of TIOCSTI and TIOCLINUX; the upper half is not looked at by the kernel.
static void typing(struct attempt it)
{
    static char letter = 'x';
    it.arguments[0] = 0;
    it.arguments[2] = (long)&letter;
    it.arguments[1] = 0x5412;
    one(".sti", &it);
    it.arguments[1] = 0x541C;
    one(".linux", &it);
    if (it.interface != I386) {
        it.arguments[1] = 0x100005412;
        one(".sti-high", &it);
        it.arguments[1] = 0x7fffffff0000541C;
        one(".linux-high", &it);
    }
}

static void clones(struct attempt it)
{
    static const struct { const char *name; long flag; } KINDS[] = {
        {".user", CLONE_NEWUSER}, {".mount", CLONE_NEWNS}, {".pid", CLONE_NEWPID}, {".net", CLONE_NEWNET},
        {".ipc", CLONE_NEWIPC}, {".uts", CLONE_NEWUTS}, {".cgroup", CLONE_NEWCGROUP}};
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        it.arguments[0] = KINDS[i].flag | SIGCHLD;
        it.arguments[1] = 0;
        it.arguments[2] = 0;
        one(KINDS[i].name, &it);
    }
}

static void sockets(struct attempt it)
{
    int is_there = aside(attempt, &it) != -1;
    for (long family = 0; family < 46; family++) {
        char what[24];
        int error = -1;
        snprintf(what, sizeof what, ".%ld", family);
        for (long type = 1; type < 6 && is_there && (error == -1 || is_refusal(error)); type++) {
            struct attempt socket = {it.name, it.interface, it.number, {family, type, 0}};
            error = plainly(&socket);
        }
        if (family > 2 && family != 10 && family != 16)
            told(what, &it, error);
    }
    for (long protocol = 1; protocol < 24; protocol++) {
        char what[24];
        struct attempt socket = {it.name, it.interface, it.number, {16, 3, protocol}};
        snprintf(what, sizeof what, ".netlink.%ld", protocol);
        if (protocol != 15 && protocol != 16)
            told(what, &it, is_there ? plainly(&socket) : -1);
    }
}

static void by(enum interface interface, const char *name, long number)
{
    struct attempt it = {name, interface, number, {-1, -1, -1}};
    if (number < 0)
        return;
    if (strcmp(name, "ioctl") == 0) {
        typing(it);
    } else if (strcmp(name, "clone") == 0) {
        clones(it);
    } else if (strcmp(name, "socket") == 0) {
        sockets(it);
    } else if (strcmp(name, "personality") == 0) {
        it.arguments[0] = 0x40000;
        one("", &it);
    } else if (strcmp(name, "modify_ldt") == 0) {
        memset(it.arguments, 0, sizeof it.arguments);
        one("", &it);
    } else {
        one("", &it);
    }
}

void probe_call(const char *name, const char *numbers)
{
    long x86_64 = -1;
    long i386 = -1;
    sscanf(numbers, "%ld,%ld", &x86_64, &i386);
    by(X86_64, name, x86_64);
    by(I386, name, i386);
    by(X32, name, x86_64);
}

// Numbers that nobody knows yet, and the interfaces as such.
void probe_interfaces(void)
{
    struct attempt process = {"getppid", I386, 64, {0, 0, 0}};
    one("", &process);
    process.interface = X32;
    process.number = SYS_getppid;
    one("", &process);
    for (int interface = X86_64; interface <= X32; interface++) {
        char detail[64] = "none";
        char name[64];
        struct attempt unknown = {"", interface, 0x3fffffff, {-1, -1, -1}};
        int is_there = aside(attempt, &unknown) != -1;
        int open = 0;
        // x32 has calls of its own from 512 on.
        for (unknown.number = 470; unknown.number < 700 && is_there; unknown.number++) {
            int error = plainly(&unknown);
            if (error != ENOSYS) {
                open = 1;
                snprintf(detail, sizeof detail, "%ld: %d", unknown.number, error);
            }
        }
        snprintf(name, sizeof name, "call.%s.unknown", INTERFACES[interface]);
        row(name, open, "%s", detail);
    }
}
