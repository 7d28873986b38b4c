// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap;

import io.apprunner.text.RawPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a guest may not do with a /proc of its own. Part of it is not about the guest's processes but about the whole
 * machine: whoever has the user id 0 may set it, without any capability, and read what helps to attack the kernel.
 */
final class ProcCover {
    private static final List<String> READ_ONLY =
            List.of("bus", "driver", "dynamic_debug", "fs", "irq", "mtrr", "sys", "sysrq-trigger");

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
     * bubblewrap's arguments, to follow those that mount /proc.
     *
     * @param proc a /proc of this machine, which tells what its kernel has: no file can be made in one
     */
    static List<String> arguments(Path proc) {
        List<String> arguments = new ArrayList<>();
        for (String name : READ_ONLY) {
            if (Files.exists(RawPath.resolve(proc, name))) {
                arguments.addAll(List.of("--ro-bind", "/proc/" + name, "/proc/" + name));
            }
        }
        for (String name : HIDDEN) {
            String target = "/proc/" + name;
            if (Files.isDirectory(RawPath.resolve(proc, name))) {
                arguments.addAll(List.of("--perms", "0555", "--tmpfs", target, "--remount-ro", target));
            } else if (Files.exists(RawPath.resolve(proc, name))) {
                // A device does not work where devices are not allowed: even opening it fails.
                arguments.addAll(List.of("--ro-bind", "/dev/null", target));
            }
        }
        return arguments;
    }
}
