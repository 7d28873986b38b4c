// SPDX-License-Identifier: Apache-2.0
package io.apprunner.diagnosis.check;

/** Looks at one thing of the host; nothing is changed by it. */
public interface HostCheck {
    /** What is found; a check does not fail itself. */
    Finding run();
}
