// SPDX-License-Identifier: Apache-2.0
// What the parts of the probe program share.
#ifndef PROBE_H
#define PROBE_H

#define _GNU_SOURCE
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Prints a row: its name, "open" or "closed", and what was seen.
void row(const char *name, int open, const char *detail, ...) __attribute__((format(printf, 3, 4)));

// Prints a row for a call that answers -1 when the thing is closed.
void answered(const char *name, long answer);

// Runs a function in a process of its own, which may die; its status, or -1 when a signal ended it.
int aside(int (*function)(const void *), const void *argument);

// A system call, named as in "name=NUMBER,NUMBER": those of x86-64 and i386, each -1 when there is none.
void probe_call(const char *name, const char *numbers);

// What needs no names of the host's things.
void probe_interfaces(void);
void probe_kernel(void);
void probe_namespaces(void);
void probe_sockets(void);
void probe_processes(void);

// What is named: KIND:NAME=VALUE.
void probe_named(const char *kind, const char *name, const char *value);

// A raw system call; -1 and errno on failure.
enum interface { X86_64, I386, X32 };
long call(enum interface interface, long number, long a, long b, long c, long d, long e, long f);

// Listens on what is named, until it is killed.
int serve(char **names);

// Talks to a server; 0 if it answered.
int client(const char *name);

#endif
