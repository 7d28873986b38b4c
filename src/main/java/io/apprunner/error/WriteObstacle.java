// SPDX-License-Identifier: Apache-2.0
package io.apprunner.error;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Why a file system takes no more, with the one sentence and the one advice that every writer gives: the program cannot
 * mend these, the user can.
 */
public enum WriteObstacle {
    /** The file system is full (ENOSPC): of bytes, or of files. */
    NO_SPACE(
            28, "no space left on device", "", "free some space on that file system, or choose a place on another one"),
    /** The user has as much as the administrator allows (EDQUOT); the C libraries name it differently. */
    QUOTA(
            122,
            "disk quota exceeded",
            "quota exceeded",
            "remove files of yours on that file system, or choose a place on another one"),
    /** The file would be larger than the process or the file system allows (EFBIG). */
    TOO_LARGE(
            27,
            "file too large",
            "",
            "raise the limit of file sizes (ulimit -f), or choose a file system that takes larger files"),
    /** Nothing there can be written by anybody (EROFS). */
    READ_ONLY(30, "read-only file system", "", "choose a place on a file system that can be written");

    private final int errno;
    private final String sentence;
    private final String otherText;
    private final String hint;

    WriteObstacle(int errno, String sentence, String otherText, String hint) {
        this.errno = errno;
        this.sentence = sentence;
        this.otherText = otherText;
        this.hint = hint;
    }

    /** The one that an error number of Linux stands for. */
    public static Optional<WriteObstacle> of(int errno) {
        return Arrays.stream(values())
                .filter(obstacle -> obstacle.errno == errno)
                .findFirst();
    }

    /** The one that made an operation fail. Java has no number for it: what tells is the text of the C library. */
    public static Optional<WriteObstacle> of(IOException failure) {
        String text = failure instanceof FileSystemException known ? known.getReason() : failure.getMessage();
        return text == null ? Optional.empty() : endOf(text);
    }

    /**
     * The one with which words of the C library end, as those of programs do: {@code mkdir x: No space left on device}.
     */
    public static Optional<WriteObstacle> endOf(String words) {
        String text = words.substring(words.lastIndexOf(':') + 1).strip();
        return Arrays.stream(values())
                .filter(obstacle -> obstacle.isCalled(text))
                .findFirst();
    }

    private boolean isCalled(String text) {
        return sentence.equalsIgnoreCase(text) || !otherText.isEmpty() && otherText.equalsIgnoreCase(text);
    }

    /** What it is, as a part of a sentence. */
    public String sentence() {
        return sentence;
    }

    /** What the user can do. */
    public String hint() {
        return hint;
    }

    /** Whether there would be room if something else went: a program is not to choose another place by itself then. */
    public boolean isFull() {
        return this == NO_SPACE || this == QUOTA;
    }
}
