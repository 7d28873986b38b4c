// SPDX-License-Identifier: Apache-2.0
// The native executable calls this instead of pthread_create(3) (the linker's --wrap). The runtime starts threads of its
// own before any code of ours runs, and ends with a trace where it gets none. What is to be said then is one line.
#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

// The thread of main, that of references, and the first of Quarkus or of the layers' server: nothing works without.
#define ESSENTIAL 3

static const char message[] =
    "app-runner: the system gives this program no more threads\n"
    "  a limit of processes is reached: end some, or raise it (ulimit -u, or that of the container)\n";

static int started;

int __real_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*body)(void *), void *argument);

int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*body)(void *), void *argument)
{
    int error = __real_pthread_create(thread, attributes, body, argument);
    if (error == EAGAIN && __atomic_load_n(&started, __ATOMIC_RELAXED) < ESSENTIAL) {
        if (write(STDERR_FILENO, message, strlen(message)) < 0) {
            // There is nobody to tell; the status says it.
        }
        _exit(125);
    }
    if (error == 0) {
        __atomic_add_fetch(&started, 1, __ATOMIC_RELAXED);
    }
    return error;
}
