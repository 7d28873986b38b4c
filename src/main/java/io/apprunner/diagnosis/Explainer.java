// SPDX-License-Identifier: Apache-2.0
package io.apprunner.diagnosis;

import java.util.List;

/** Tells what a guest of the image could reach if it were started now, by this user. */
public interface Explainer {
    /** What each permission of the image and its binds open; nothing when there are none. */
    List<Reachable> explain();
}
