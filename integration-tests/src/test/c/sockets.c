// SPDX-License-Identifier: Apache-2.0
// What the network namespace has, and sockets that stand above those of programs.
#include "probe.h"
#include <net/if.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

static void interfaces(void)
{
    struct if_nameindex *all = if_nameindex();
    char detail[64] = "none";
    for (struct if_nameindex *it = all; it != NULL && it->if_index != 0; it++)
        if (strcmp(it->if_name, "lo") != 0)
            snprintf(detail, sizeof detail, "%s", it->if_name);
    if (all != NULL)
        if_freenameindex(all);
    row("network.interface", strcmp(detail, "none") != 0, "%s", detail);
}

// The names of sockets of the host, which belong to a network namespace.
static void names(void)
{
    FILE *table = fopen("/proc/net/unix", "re");
    char line[512];
    int number = -1;
    while (table != NULL && fgets(line, sizeof line, table) != NULL)
        number++;
    if (table != NULL)
        fclose(table);
    row("network.names", number > 0, "%d", number);
}

void probe_sockets(void)
{
    interfaces();
    names();
    answered("network.raw", socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_ICMP));
    answered("network.raw6", socket(AF_INET6, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_ICMPV6));
    struct ifreq request = {.ifr_name = "lo"};
    int control = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ioctl(control, SIOCGIFFLAGS, &request);
    answered("network.change", ioctl(control, SIOCSIFFLAGS, &request));
    close(control);
}
