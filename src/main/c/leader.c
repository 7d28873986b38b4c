// SPDX-License-Identifier: Apache-2.0
// The parent of a guest's program, and the second process of the guest. It makes the program's process group, hands it
// the terminal, notices that the program stops, and passes signals on; the front, outside, decides. What the two tell
// each other stands in docs/format/messages.md.
//
// leader SOCKET ERRORS SHELL PROGRAM [ARGUMENT...]
//   SOCKET   descriptor of the socket to the front
//   ERRORS   descriptor that becomes the program's standard error; all from 3 to it are the program's
//   SHELL    a bash, for what only a shell can run
// Until the sandbox stands, standard error is a file in memory with the reason why it does not; sealing it says that it
// does. The status is the program's, or 128 and the signal that ended it.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define FAILED 125
#define FIRST 3

extern char **environ;

// The builtins of the bundled bash. Its keywords are none: "$@" does not know them.
static const char *const builtins[] = {
    ".", ":", "[", "alias", "bg", "bind", "break", "builtin", "caller", "cd", "command", "compgen", "complete", "compopt",
    "continue", "declare", "dirs", "disown", "echo", "enable", "eval", "exec", "exit", "export", "false", "fc", "fg",
    "getopts", "hash", "help", "history", "jobs", "kill", "let", "local", "logout", "mapfile", "popd", "printf", "pushd",
    "pwd", "read", "readarray", "readonly", "return", "set", "shift", "shopt", "source", "suspend", "test", "times",
    "trap", "true", "type", "typeset", "ulimit", "umask", "unalias", "unset", "wait", NULL,
};

static int front; // the socket; -1 when the front is gone
static int terminal = -1;
static pid_t child; // the program, whose number is that of its group

static _Noreturn void fail(const char *what)
{
    dprintf(STDERR_FILENO, "cannot %s: %s\n", what, strerror(errno));
    _exit(FAILED);
}

static void need(int ok, const char *what)
{
    if (!ok)
        fail(what);
}

static int is_builtin(const char *name)
{
    for (const char *const *each = builtins; *each != NULL; each++)
        if (strcmp(*each, name) == 0)
            return 1;
    return 0;
}

static int is_program(const char *path)
{
    struct stat found;
    return stat(path, &found) == 0 && S_ISREG(found.st_mode) && access(path, X_OK) == 0;
}

// Where the program is, or NULL. It is searched as a shell does: execvp(3) tells of a folder that is closed even if
// the program is in none.
static const char *find(const char *name, char path[PATH_MAX])
{
    if (strchr(name, '/') != NULL)
        return is_program(name) ? name : NULL;
    const char *folders = name[0] == '\0' ? NULL : getenv("PATH");
    while (folders != NULL) {
        int length = (int)strcspn(folders, ":");
        int size = snprintf(path, PATH_MAX, "%.*s%s%s", length, folders, length == 0 ? "./" : "/", name);
        if (size < PATH_MAX && is_program(path))
            return path;
        folders = folders[length] == '\0' ? NULL : folders + length + 1;
    }
    return NULL;
}

// Becomes the program. What the kernel does not start, the shell runs, or says why not: scripts without #!, names that
// are not there. It obeys no variable that is meant for the program: -p.
static _Noreturn void become(const char *shell, char **words, int count)
{
    char path[PATH_MAX];
    const char *program = is_builtin(words[0]) ? NULL : find(words[0], path);
    if (program != NULL)
        execve(program, words, environ);
    char **all = calloc((size_t)count + 6, sizeof *all);
    need(all != NULL, "start a shell");
    char *head[] = {"bash", "-p", "-c", "\"$@\"", "bash"};
    memcpy(all, head, sizeof head);
    memcpy(all + 5, words, (size_t)count * sizeof *all);
    execve(shell, all, environ);
    fail("start a shell");
}

static void say(char kind, int number)
{
    char message[] = {kind, (char)number, 0};
    if (front >= 0 && send(front, message, sizeof message, MSG_NOSIGNAL) < 0) {
        // The front is gone; the end of its socket is seen where it is read.
    }
}

static void give_terminal(void)
{
    // SIGTTOU is blocked.
    if (terminal >= 0)
        tcsetpgrp(terminal, child);
}

// Reads one message and does what it asks for.
static void obey(void)
{
    unsigned char message[3] = {0};
    ssize_t size;
    do
        size = recv(front, message, sizeof message, 0);
    while (size < 0 && errno == EINTR);
    if (size <= 0) {
        close(front);
        front = -1;
        kill(-child, SIGHUP);
        kill(-child, SIGCONT);
        return;
    }
    switch (message[0]) {
    case 'S': // send a signal, to the program alone or to its group
        kill(message[2] != 0 ? child : -child, message[1]);
        break;
    case 'T': // stop
        kill(-child, message[1]);
        break;
    case 'C': // continue, with the terminal or without
        if (message[1] != 0)
            give_terminal();
        kill(-child, SIGCONT);
        break;
    }
}

// Tells the front that the program has stopped; ends with it.
static void look_after_child(void)
{
    int status;
    while (waitpid(child, &status, WNOHANG | WUNTRACED) > 0) {
        if (WIFSTOPPED(status))
            say('P', WSTOPSIG(status));
        else
            _exit(WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status));
    }
}

static void find_terminal(void)
{
    terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    for (int number = 0; terminal < 0 && number < FIRST; number++)
        if (tcgetpgrp(number) >= 0)
            terminal = fcntl(number, F_DUPFD_CLOEXEC, FIRST);
}

static _Noreturn void start(int gate, int errors, char **words, int count)
{
    char go;
    sigset_t none;
    sigemptyset(&none);
    setpgid(0, 0);
    if (read(gate, &go, 1) != 1)
        _exit(FAILED);
    dup2(errors, STDERR_FILENO);
    close(errors);
    sigprocmask(SIG_SETMASK, &none, NULL);
    become(words[0], words + 1, count - 1);
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--version") == 0)
        return puts("leader 1") < 0;
    if (argc < 5)
        return FAILED;
    front = atoi(argv[1]);
    int errors = atoi(argv[2]);
    fcntl(front, F_SETFD, FD_CLOEXEC);
    // The program may be the same user's; it is not to look into this process.
    prctl(PR_SET_DUMPABLE, 0);

    sigset_t all, ends;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
    sigemptyset(&ends);
    sigaddset(&ends, SIGCHLD);
    int signals = signalfd(-1, &ends, SFD_CLOEXEC | SFD_NONBLOCK);
    need(signals >= 0, "watch the program");
    find_terminal();
    int gate[2];
    need(pipe2(gate, O_CLOEXEC) == 0, "make a pipe");
    child = fork();
    need(child >= 0, "start a process");
    if (child == 0)
        start(gate[0], errors, argv + 3, argc - 3);
    setpgid(child, child);

    fcntl(STDERR_FILENO, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE);
    dup2(errors, STDERR_FILENO);
    for (int number = FIRST; number <= errors; number++)
        close(number);
    // The first message gives the program the terminal or not; only then does it run.
    obey();
    say('R', 0);
    need(write(gate[1], "", 1) == 1, "start the program");
    close(gate[0]);
    close(gate[1]);
    for (;;) {
        struct pollfd watched[] = {{signals, POLLIN, 0}, {front, POLLIN, 0}};
        struct signalfd_siginfo ignored;
        if (poll(watched, 2, -1) < 0)
            continue;
        if (watched[0].revents != 0 && read(signals, &ignored, sizeof ignored) > 0)
            look_after_child();
        if (watched[1].revents != 0)
            obey();
    }
}
