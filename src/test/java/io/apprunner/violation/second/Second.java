// SPDX-License-Identifier: Apache-2.0
package io.apprunner.violation.second;

import io.apprunner.violation.first.First;

/** The other half of a cycle. */
public final class Second {
    /** Closes it. */
    public First first() {
        return new First();
    }
}
