// SPDX-License-Identifier: Apache-2.0
package io.apprunner.diagnosis;

import io.apprunner.bwrap.share.Mount;
import java.util.List;

/**
 * What a guest can reach by one permission.
 *
 * @param permission its name, or {@code bind} for what is stored with fim-bind
 * @param words what it is, in plain words
 * @param mounts files of the host that are there now, and where the guest has them
 * @param variables names of the variables that tell the guest about it
 * @param weaker what is less closed than it could be, in sentences
 */
public record Reachable(
        String permission, String words, List<Mount> mounts, List<String> variables, List<String> weaker) {
    /** Makes the lists unmodifiable. */
    public Reachable {
        mounts = List.copyOf(mounts);
        variables = List.copyOf(variables);
        weaker = List.copyOf(weaker);
    }
}
