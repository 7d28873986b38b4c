// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay.node;

import io.apprunner.filesystems.overlay.layer.Name;
import io.apprunner.posix.folder.FileStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file of the upper branch that is no directory. Who uses its names, or changes them, holds its monitor meanwhile; a
 * directory's lock is taken before.
 */
public final class FileNode {
    /** No descriptor. */
    private static final int NONE = -1;

    private final long id;
    private final long number;
    private final long inode;
    private final int type;
    private final List<Place> places = new ArrayList<>(1);
    private int kept = NONE;
    private FileStatus.@Nullable Time modified;
    private boolean isTouched;
    private long references;
    private boolean isDropped;

    /** Where the upper branch has a file. */
    public record Place(DirectoryNode directory, Name name) {}

    /**
     * @param id by which the kernel knows it
     * @param number that programs see
     * @param inode the host's number
     * @param type the type bits of its mode
     */
    public FileNode(long id, long number, long inode, int type) {
        this.id = id;
        this.number = number;
        this.inode = inode;
        this.type = type;
    }

    /** The number by which the kernel knows it. */
    public long id() {
        return id;
    }

    /** The number that programs see. */
    public long number() {
        return number;
    }

    /** The host's number. */
    public long inode() {
        return inode;
    }

    /** The type bits of its mode. */
    public int type() {
        return type;
    }

    /** A name of it; nothing when it has none that is known. */
    public synchronized Optional<Place> place() {
        return places.isEmpty() ? Optional.empty() : Optional.of(places.getFirst());
    }

    /** Notes a name of it. */
    public synchronized void add(DirectoryNode directory, Name name) {
        Place place = new Place(directory, name);
        if (!places.contains(place)) {
            places.add(place);
        }
    }

    /** Notes that a name is its own no more. */
    public synchronized void remove(DirectoryNode directory, Name name) {
        places.remove(new Place(directory, name));
    }

    /** Whether this is the only name that is known. */
    public synchronized boolean isOnly(DirectoryNode directory, Name name) {
        return places.isEmpty() || (places.size() == 1 && places.contains(new Place(directory, name)));
    }

    /** The descriptor that is kept because there is no name; nothing when there is one. */
    public synchronized Optional<Integer> kept() {
        return kept == NONE ? Optional.empty() : Optional.of(kept);
    }

    /** Keeps a descriptor. */
    public synchronized void keep(int descriptor) {
        kept = descriptor;
    }

    /** The time of the last change that the kernel knows. */
    public synchronized Optional<FileStatus.Time> modified() {
        return Optional.ofNullable(modified);
    }

    /** Notes what the kernel knows of the last change; null when it is to be asked again. */
    public synchronized void modified(FileStatus.@Nullable Time time) {
        modified = time;
        isTouched = false;
    }

    /** Notes that a write has changed the host's time of the last change, which the kernel has not. */
    public synchronized void touch() {
        isTouched = true;
    }

    /** The time that the host is still to be told; nothing when it knows it. */
    public synchronized Optional<FileStatus.Time> owedTime() {
        boolean isOwed = isTouched;
        isTouched = false;
        return isOwed ? modified() : Optional.empty();
    }

    /** One more reference, unless it has been dropped already. */
    synchronized boolean refer() {
        references += isDropped ? 0 : 1;
        return !isDropped;
    }

    /** Takes references back; gives whether it is dropped now. */
    synchronized boolean release(long count) {
        references -= count;
        isDropped = references <= 0;
        return isDropped;
    }
}
