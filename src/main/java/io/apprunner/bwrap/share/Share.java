// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.share;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a permission shares, as far as the host has it.
 *
 * @param mounts what the guest sees
 * @param files what is made for it: the contents by the path inside
 * @param variables what tells it where that is
 */
public record Share(List<Mount> mounts, Map<String, String> files, Map<String, String> variables) {
    static final Share NONE = new Share(List.of(), Map.of());

    /** Makes the collections unmodifiable. */
    public Share {
        mounts = List.copyOf(mounts);
        files = Map.copyOf(files);
        variables = Map.copyOf(variables);
    }

    Share(List<Mount> mounts, Map<String, String> variables) {
        this(mounts, Map.of(), variables);
    }

    static Share of(List<Mount> mounts) {
        return new Share(mounts, Map.of());
    }

    /** Both. */
    Share and(Share other) {
        List<Mount> both = new ArrayList<>(mounts);
        both.addAll(other.mounts);
        return new Share(both, joined(files, other.files), joined(variables, other.variables));
    }

    private static Map<String, String> joined(Map<String, String> one, Map<String, String> other) {
        Map<String, String> both = new TreeMap<>(one);
        both.putAll(other);
        return both;
    }
}
