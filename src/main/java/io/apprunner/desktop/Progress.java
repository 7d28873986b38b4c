// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop;

/** Takes the sentences that tell what is done; who calls decides whether anybody reads them. */
public interface Progress {
    /** Something was done. */
    void info(String sentence);

    /** Something was not necessary. */
    void debug(String sentence);

    /** Something failed, and what was asked for goes on without it. */
    void warning(String sentence);
}
