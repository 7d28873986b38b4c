// SPDX-License-Identifier: Apache-2.0
// Clients of a session's servers, as small as their protocols allow. Each finds its server as real ones do, by
// variables, prints what it was told, and ends with 1 if there is none.
#include "probe.h"
#include <fcntl.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

static const char *variable(const char *name)
{
    const char *value = getenv(name);
    return value == NULL ? "" : value;
}

static int connected(const char *format, const char *a, const char *b)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct timeval patience = {.tv_sec = 10};
    int it = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    snprintf(address.sun_path, sizeof address.sun_path, format, a, b);
    setsockopt(it, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (connect(it, (struct sockaddr *)&address, sizeof address) < 0) {
        perror(address.sun_path);
        exit(1);
    }
    return it;
}

static void put(int it, const void *bytes, size_t length)
{
    if (write(it, bytes, length) != (ssize_t)length) {
        perror("write");
        exit(1);
    }
}

static void get(int it, void *bytes, size_t length)
{
    for (size_t done = 0; done < length;) {
        ssize_t part = read(it, (char *)bytes + done, length - done);
        if (part <= 0) {
            fputs("the server says no more\n", stderr);
            exit(1);
        }
        done += (size_t)part;
    }
}

// The last cookie of the authority file; each text has its length before it, the high byte first.
static size_t cookie(char *secret, size_t size)
{
    unsigned char bytes[4096];
    size_t length = 0;
    int file = open(variable("XAUTHORITY"), O_RDONLY | O_CLOEXEC);
    ssize_t end = file < 0 ? 0 : read(file, bytes, sizeof bytes);
    for (ssize_t at = 2, text = 0; at + 2 <= end; text++) {
        size_t part = (size_t)(bytes[at] << 8 | bytes[at + 1]);
        at += 2;
        if (text % 4 == 3 && part <= size) {
            memcpy(secret, bytes + at, part);
            length = part;
            at += 2;
        }
        at += (ssize_t)part;
    }
    return length;
}

// Shows a window of one colour in a corner of the screen until its standard input ends.
static int x11(void)
{
    static const char METHOD[] = "MIT-MAGIC-COOKIE-1";
    char secret[16] = "";
    const char *display = variable("DISPLAY");
    int it = connected("/tmp/.X11-unix/X%s%s", display + (display[0] == ':'), "");
    uint16_t hello[6] = {'l', 11, 0, 18, (uint16_t)cookie(secret, sizeof secret), 0};
    char method[20] = "";
    memcpy(method, METHOD, 18);
    put(it, hello, sizeof hello);
    put(it, method, sizeof method);
    put(it, secret, sizeof secret);
    unsigned char head[8];
    static unsigned char facts[1 << 16];
    get(it, head, sizeof head);
    size_t length = (size_t)(head[6] | head[7] << 8) * 4;
    get(it, facts, length);
    if (head[0] != 1) {
        fprintf(stderr, "refused: %.*s\n", head[1], facts);
        return 1;
    }
    uint32_t id;
    uint32_t root;
    memcpy(&id, facts + 4, 4);
    size_t formats = 32 + (((size_t)(facts[16] | facts[17] << 8) + 3) & ~(size_t)3);
    memcpy(&root, facts + formats + facts[21] * 8, 4);
    // Left, top, width, height, border; background pixel, and no window manager in between.
    uint32_t create[10] = {1 | 10 << 16, id, root, 20 | 10 << 16, 100 | 80 << 16, 0 | 1 << 16, 0, 0x2 | 0x200, 0x3366cc, 1};
    uint32_t map[2] = {8 | 2 << 16, id};
    // An answer means that all before it was done.
    uint32_t focus = 43 | 1 << 16;
    put(it, create, sizeof create);
    put(it, map, sizeof map);
    put(it, &focus, sizeof focus);
    unsigned char answer[32];
    get(it, answer, sizeof answer);
    if (answer[0] != 1) {
        fprintf(stderr, "error %d\n", answer[1]);
        return 1;
    }
    puts("mapped");
    fflush(stdout);
    while (read(0, answer, sizeof answer) > 0)
        ;
    sleep(20);
    return 0;
}

static int wayland(void)
{
    int it = connected("%s/%s", variable("XDG_RUNTIME_DIR"), variable("WAYLAND_DISPLAY"));
    uint32_t get_registry[3] = {1, 12 << 16 | 1, 2};
    uint32_t head[2];
    char event[4096];
    put(it, get_registry, sizeof get_registry);
    for (;;) {
        get(it, head, sizeof head);
        size_t length = (head[1] >> 16) - sizeof head;
        get(it, event, length < sizeof event ? length : sizeof event);
        // A global has a number, the length of its name and the name.
        if (head[0] == 2 && strcmp(event + 8, "wl_compositor") == 0) {
            puts("wl_compositor");
            return 0;
        }
    }
}

static void line(int it, const char *expected)
{
    char text[256] = "";
    for (size_t i = 0; i < sizeof text - 1 && strchr(text, '\n') == NULL; i++)
        get(it, text + i, 1);
    if (strncmp(text, expected, strlen(expected)) != 0) {
        fprintf(stderr, "bus: %s", text);
        exit(1);
    }
}

// A field of a message's header: its code, the signature of its value, and a text.
static size_t field(char *at, char code, char type, const char *text)
{
    uint32_t length = (uint32_t)strlen(text);
    memcpy(at, (char[]){code, 1, type, 0}, 4);
    memcpy(at + 4, &length, 4);
    memcpy(at + 8, text, length + 1);
    return 8 + ((length + 1 + 7) & ~7U);
}

static int bus(const char *address)
{
    char message[512] = {'l', 1, 0, 1};
    uint32_t serial = 1;
    size_t end = 16;
    int it = connected("%s%s", address, "");
    put(it, "\0AUTH EXTERNAL\r\n", 16);
    line(it, "DATA");
    put(it, "DATA\r\n", 6);
    line(it, "OK");
    put(it, "BEGIN\r\n", 7);
    memcpy(message + 8, &serial, 4);
    end += field(message + end, 1, 'o', "/org/freedesktop/DBus");
    end += field(message + end, 6, 's', "org.freedesktop.DBus");
    end += field(message + end, 2, 's', "org.freedesktop.DBus");
    end += field(message + end, 3, 's', "Hello");
    // Padding behind the last one is not part of the fields.
    uint32_t fields = (uint32_t)(end - 16) - 2;
    memcpy(message + 12, &fields, 4);
    put(it, message, end);
    char head[16];
    char rest[512];
    get(it, head, sizeof head);
    uint32_t body;
    memcpy(&body, head + 4, 4);
    memcpy(&fields, head + 12, 4);
    size_t length = ((fields + 7) & ~7U) + body;
    get(it, rest, length < sizeof rest ? length : sizeof rest);
    // The reply is a text: this connection's name.
    if (head[1] != 2 || body < 5) {
        fprintf(stderr, "bus: message of type %d\n", head[1]);
        return 1;
    }
    puts(rest + length - body + 4);
    return 0;
}

static int session_bus(void)
{
    const char *address = variable("DBUS_SESSION_BUS_ADDRESS");
    return bus(strncmp(address, "unix:path=", 10) == 0 ? address + 10 : "/no/bus");
}

static int pulse(void)
{
    // Length, channel of commands, offset, flags; the command AUTH, a tag, the version, and a cookie of 256 bytes.
    unsigned char request[20 + 15 + 5 + 256] = {0, 0, 1, 20, 255, 255, 255, 255, [20] = 'L', [24] = 8, 'L', [30] = 'L',
        [34] = 32, 'x', [38] = 1};
    unsigned char head[20];
    unsigned char answer[256];
    const char *server = variable("PULSE_SERVER");
    int it = connected("%s%s", strncmp(server, "unix:", 5) == 0 ? server + 5 : "/no/server", "");
    put(it, request, sizeof request);
    get(it, head, sizeof head);
    size_t length = (size_t)(head[2] << 8 | head[3]);
    get(it, answer, length < sizeof answer ? length : sizeof answer);
    if (answer[4] != 2) {
        fprintf(stderr, "pulse: command %d\n", answer[4]);
        return 1;
    }
    printf("pulse %d\n", answer[14]);
    return 0;
}

int client(const char *name)
{
    if (strcmp(name, "x11") == 0)
        return x11();
    if (strcmp(name, "wayland") == 0)
        return wayland();
    if (strcmp(name, "session-bus") == 0)
        return session_bus();
    if (strcmp(name, "system-bus") == 0)
        return bus("/run/dbus/system_bus_socket");
    return strcmp(name, "pulse") == 0 ? pulse() : 2;
}
