// SPDX-License-Identifier: Apache-2.0
package io.apprunner.error;

/** A file whose bytes are not what its format demands; says where, what was expected and what was found. */
public final class FormatException extends AppRunnerException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final long offset;
    private final String expected;
    private final String found;

    /**
     * @param code {@link ErrorCode#FORMAT}, {@link ErrorCode#CHECKSUM} or {@link ErrorCode#UNSUPPORTED}
     * @param file the name of the file as the user knows it
     * @param offset bytes from the start of that file; of the structure when the exact byte is unknown
     * @param expected what the format demands there
     * @param found what stands there instead
     */
    public FormatException(ErrorCode code, String file, long offset, String expected, String found) {
        super(code, file + ": at offset " + offset + ": expected " + expected + ", found " + found, "");
        this.file = file;
        this.offset = offset;
        this.expected = expected;
        this.found = found;
    }

    /** The file's name. */
    public String file() {
        return file;
    }

    /** Bytes from the start of the file. */
    public long offset() {
        return offset;
    }

    /** What the format demands. */
    public String expected() {
        return expected;
    }

    /** What stands there. */
    public String found() {
        return found;
    }
}
