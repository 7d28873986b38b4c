// SPDX-License-Identifier: Apache-2.0
// Tries what a guest is not to reach, and prints a row for each: NAME open|closed DETAIL.
// Usage: probe [KIND:NAME=VALUE]...     what is tried besides what needs no name
//        probe --named KIND:NAME=VALUE...    nothing else is tried
//        probe --key NAME PROGRAM [ARGUMENT]...    runs a program with a key in a new session keyring
//        probe --type    types a line into the terminal, by each way to do so
//        probe --client x11|wayland|session-bus|system-bus|pulse    talks to a server of a session
//        probe --serve KIND:NAME=VALUE...     listens on the sockets among these
#include "probe.h"
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

void row(const char *name, int open, const char *detail, ...)
{
    va_list arguments;
    printf("%s %s ", name, open ? "open" : "closed");
    va_start(arguments, detail);
    vprintf(detail, arguments);
    va_end(arguments);
    putchar('\n');
    fflush(stdout);
}

void answered(const char *name, long answer)
{
    if (answer == -1)
        row(name, 0, "%s", strerror(errno));
    else
        row(name, 1, "%ld", answer);
}

int aside(int (*function)(const void *), const void *argument)
{
    int status;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0)
        _exit(function(argument));
    if (child < 0 || waitpid(child, &status, 0) < 0)
        return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int with_key(char **words)
{
    if (syscall(SYS_keyctl, 1, "app-runner-probe") < 0
            || syscall(SYS_add_key, "user", words[0], "secret", 6, -3) < 0) {
        perror("key");
        return 1;
    }
    execvp(words[1], words + 1);
    perror(words[1]);
    return 1;
}

static int type(void)
{
    static const unsigned long REQUESTS[] = {0x5412, 0x100005412, 0xffffffff00005412};
    int terminals[] = {0, 1, 2, open("/dev/tty", O_RDWR | O_CLOEXEC)};
    for (const char *letter = "typed\n"; *letter != '\0'; letter++)
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 3; j++)
                for (enum interface interface = X86_64; interface <= I386; interface++)
                    call(interface, interface == I386 ? 54 : SYS_ioctl, terminals[i], (long)REQUESTS[j], (long)letter,
                            0, 0, 0);
    return 0;
}

static int named(char *word)
{
    char *name = strchr(word, ':');
    char *value = name == NULL ? NULL : strchr(name, '=');
    if (value == NULL) {
        fprintf(stderr, "probe: not KIND:NAME=VALUE: %s\n", word);
        return 0;
    }
    *name++ = '\0';
    *value++ = '\0';
    if (strcmp(word, "call") == 0)
        probe_call(name, value);
    else
        probe_named(word, name, value);
    return 1;
}

int main(int count, char **words)
{
    if (count > 3 && strcmp(words[1], "--key") == 0)
        return with_key(words + 2);
    if (count > 2 && strcmp(words[1], "--serve") == 0)
        return serve(words + 2);
    if (count == 2 && strcmp(words[1], "--type") == 0)
        return type();
    if (count == 3 && strcmp(words[1], "--client") == 0)
        return client(words[2]);
    int only = count > 1 && strcmp(words[1], "--named") == 0;
    // Some of it would change a host.
    if (!only && prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1) {
        fputs("probe: only guests are tried\n", stderr);
        return 2;
    }
    if (!only) {
        probe_processes();
        probe_interfaces();
        probe_kernel();
        probe_sockets();
        probe_namespaces();
    }
    for (int i = 1 + only; i < count; i++)
        if (!named(words[i]))
            return 2;
    return 0;
}
