// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap;

import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a guest may not do with a /proc of its own. Part of it is not about the guest's processes but about the whole
 * machine: whoever has the user id 0 may set it, without any capability, and read what helps to attack the kernel.
 */
final class ProcCover {
    /** Its files can belong to whoever is root of a namespace. */
    private static final String SETTINGS = "sys";

    /** Their files are written by the machine's root alone. */
    private static final List<String> ROOT_WRITES =
            List.of("bus", "driver", "dynamic_debug", "fs", "irq", "mtrr", "sysrq-trigger");

    private static final List<String> HIDDEN = List.of(
            "acpi",
            "kallsyms",
            "kcore",
            "key-users",
            "keys",
            "kpagecgroup",
            "kpagecount",
            "kpageflags",
            "latency_stats",
            "pagetypeinfo",
            "sched_debug",
            "scsi",
            "slabinfo",
            "timer_list",
            "timer_stats",
            "vmallocinfo");

    private ProcCover() {}

    /**
     * bubblewrap's arguments, to follow those that mount /proc. What this process's own user may not write or read, a
     * guest may not either, whoever it is inside; each cover costs time at every start.
     *
     * @param proc a /proc of this machine, which tells what its kernel has: no file can be made in one
     */
    static List<String> arguments(Path proc) {
        List<String> arguments = new ArrayList<>();
        show(proc, SETTINGS, arguments);
        if (isRoot(proc)) {
            ROOT_WRITES.forEach(name -> show(proc, name, arguments));
        }
        for (String name : HIDDEN) {
            String target = "/proc/" + name;
            if (Files.isDirectory(RawPath.resolve(proc, name))) {
                arguments.addAll(List.of("--perms", "0555", "--tmpfs", target, "--remount-ro", target));
            } else if (Files.isReadable(RawPath.resolve(proc, name))) {
                // A device does not work where devices are not allowed: even opening it fails.
                arguments.addAll(List.of("--ro-bind", "/dev/null", target));
            }
        }
        return arguments;
    }

    private static void show(Path proc, String name, List<String> arguments) {
        if (Files.exists(RawPath.resolve(proc, name))) {
            arguments.addAll(List.of("--ro-bind", "/proc/" + name, "/proc/" + name));
        }
    }

    /** Where it is not known who this is, it is taken for root. */
    private static boolean isRoot(Path proc) {
        try {
            return Files.getAttribute(RawPath.resolve(proc, "self"), "unix:uid").equals(0);
        } catch (IOException e) {
            return true;
        }
    }
}
