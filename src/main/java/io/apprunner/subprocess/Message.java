// SPDX-License-Identifier: Apache-2.0
package io.apprunner.subprocess;

/**
 * What one process of this program tells another: a record whose fields are written in order, and read in the same
 * order by {@link MessageReader}. docs/format/messages.md lists all of them byte by byte.
 */
public interface Message {
    /** Writes the fields. */
    void write(MessageWriter out);
}
