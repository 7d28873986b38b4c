// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.share;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Has bubblewrap mount where the guest's links lead: it follows the links in the folders of a target, but refuses a
 * target that is one itself, such as /etc/resolv.conf or /media of many systems.
 *
 * @param paths where the paths of the guest's tree lead
 */
public record MountTargets(GuestPaths paths) {
    /** The guest's tree before anything of the host is mounted in it. */
    public interface GuestPaths {
        /**
         * The path without links that an absolute path leads to.
         *
         * @param isCovered whether something is mounted on a path, which hides the tree's own entries below it
         */
        String resolve(String path, Predicate<String> isCovered);
    }

    /** bubblewrap's options whose last operand is a target, with the number of their operands. */
    private static final Map<String, Integer> MOUNTS = Map.of(
            "--bind", 2,
            "--bind-try", 2,
            "--dev-bind", 2,
            "--dev-bind-try", 2,
            "--ro-bind", 2,
            "--ro-bind-try", 2,
            "--tmpfs", 1,
            "--dev", 1,
            "--proc", 1);

    /** As above, but what is there before is not hidden by them. */
    private static final Map<String, Integer> OTHERS = Map.of("--dir", 1, "--remount-ro", 1);

    /** The options with every target as the path that it leads to. */
    public List<String> resolve(List<String> options) {
        Set<String> covered = new HashSet<>();
        List<String> result = new ArrayList<>();
        int next = 0;
        while (next < options.size()) {
            String option = options.get(next++);
            result.add(option);
            int operands = MOUNTS.getOrDefault(option, OTHERS.getOrDefault(option, 0));
            if (operands == 0) {
                continue;
            }
            result.addAll(options.subList(next, next + operands - 1));
            next += operands;
            String target = paths.resolve(options.get(next - 1), covered::contains);
            result.add(target);
            if (MOUNTS.containsKey(option)) {
                covered.add(target);
            }
        }
        return List.copyOf(result);
    }
}
