// SPDX-License-Identifier: Apache-2.0
package io.apprunner.error;

/** What kind of failure an {@link AppRunnerException} is; names are stable and appear in JSON output. */
public enum ErrorCode {
    /** The command line is wrong. */
    USAGE,
    /** A file or stream does not have the form that its format demands. */
    FORMAT,
    /** The input is well formed but uses something that this version does not know. */
    UNSUPPORTED,
    /** A stored checksum does not match the bytes. */
    CHECKSUM,
    /** Reading or writing failed. */
    IO,
    /** The kernel or another user forbids what is needed. */
    PERMISSION,
    /** Somebody else uses what is needed. */
    BUSY,
    /** A limit (of time, memory or size) was reached. */
    LIMIT,
    /** The host lacks something that is needed. */
    HOST,
    /** An outside program failed. */
    PROGRAM,
    /** A mistake of ours. */
    INTERNAL
}
