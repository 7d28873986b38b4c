// SPDX-License-Identifier: Apache-2.0
package io.apprunner.error;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;

/**
 * Why an input or output operation failed, in words for people: Java often says so only by the class of an exception.
 */
public final class IoReason {
    private IoReason() {}

    /**
     * The reason with the file that it is about, such as {@code /x: permission denied}. A {@link WriteObstacle} is not
     * about one file, which may have a temporary name, but about all that are written there.
     */
    public static String of(IOException failure) {
        return WriteObstacle.of(failure).map(WriteObstacle::sentence).orElseGet(() -> ofFile(failure));
    }

    private static String ofFile(IOException failure) {
        if (failure instanceof FileSystemException known) {
            return known.getFile() + ": " + reason(known);
        }
        String message = failure.getMessage();
        return message == null ? "input or output failed" : message;
    }

    /** The reason alone, for a message that names the file as the user knows it. */
    public static String alone(IOException failure) {
        boolean hasFile = WriteObstacle.of(failure).isEmpty();
        return hasFile && failure instanceof FileSystemException known ? reason(known) : of(failure);
    }

    private static String reason(FileSystemException failure) {
        return switch (failure) {
            case NoSuchFileException ignored -> "no such file or directory";
            case AccessDeniedException ignored -> "permission denied";
            case FileAlreadyExistsException ignored -> "it exists already";
            case NotDirectoryException ignored -> "not a directory";
            case DirectoryNotEmptyException ignored -> "the directory is not empty";
            case NotLinkException ignored -> "not a symbolic link";
            default -> failure.getReason() == null ? "input or output failed" : failure.getReason();
        };
    }
}
