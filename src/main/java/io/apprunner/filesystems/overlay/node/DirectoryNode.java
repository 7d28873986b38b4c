// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay.node;

import io.apprunner.filesystems.overlay.host.UpperNames;
import io.apprunner.filesystems.overlay.layer.LowerStack;
import io.apprunner.filesystems.overlay.layer.Name;
import io.apprunner.posix.folder.FileStatus;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A directory of a union. Its lock is held for reading by who looks names up, for writing by who changes them; two are
 * taken in the order of their numbers.
 */
public final class DirectoryNode {
    private final long id;
    private final long number;
    private final LowerStack lower;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<Name, DirectoryNode> children = new ConcurrentHashMap<>();
    private volatile @Nullable DirectoryNode parent;
    private volatile Name name;
    private volatile boolean isUpper;
    private volatile boolean isUnsynchronized;
    private volatile @Nullable FileStatus removed;
    private @Nullable UpperNames names;
    private long references;

    /**
     * @param id by which the kernel knows it
     * @param number that programs see
     * @param parent nothing for the root
     * @param isUpper whether it has a folder in the upper branch
     */
    DirectoryNode(long id, long number, @Nullable DirectoryNode parent, Name name, LowerStack lower, boolean isUpper) {
        this.id = id;
        this.number = number;
        this.parent = parent;
        this.name = name;
        this.lower = lower;
        this.isUpper = isUpper;
    }

    /** The number by which the kernel knows it. */
    public long id() {
        return id;
    }

    /** The number that programs see. */
    public long number() {
        return number;
    }

    /** The directory that it is in; nothing for the root. */
    public Optional<DirectoryNode> parent() {
        return Optional.ofNullable(parent);
    }

    /** Its name there. */
    public Name name() {
        return name;
    }

    /** The layers' directories that it shows. */
    public LowerStack lower() {
        return lower;
    }

    /** Whether it has a folder in the upper branch. */
    public boolean isUpper() {
        return isUpper;
    }

    /** Guards its names. */
    public ReentrantReadWriteLock lock() {
        return lock;
    }

    /** Those of its directories that are known. */
    public Map<Name, DirectoryNode> children() {
        return children;
    }

    /** Notes that it has a folder in the upper branch now, without names. */
    public synchronized void becomeUpper(UpperNames none) {
        names = none;
        isUpper = true;
    }

    /** The names of its upper folder, if they were read. */
    synchronized @Nullable UpperNames names() {
        return names;
    }

    synchronized void names(@Nullable UpperNames read) {
        names = read;
    }

    /** Notes where it is now. */
    public void move(DirectoryNode newParent, Name newName) {
        parent = newParent;
        name = newName;
    }

    /** Notes that it was removed; {@code last} is what it was like. */
    public void remove(FileStatus last) {
        removed = last;
    }

    /** What it was like when it was removed; nothing while it is there. */
    public Optional<FileStatus> removed() {
        return Optional.ofNullable(removed);
    }

    /** Notes whether names changed since they were last made to outlive a power cut. */
    public void unsynchronized(boolean is) {
        isUnsynchronized = is;
    }

    /** Whether names changed since. */
    public boolean isUnsynchronized() {
        return isUnsynchronized;
    }

    synchronized void refer() {
        references++;
    }

    /** Takes references back and gives how many are left. */
    synchronized long release(long count) {
        references -= count;
        return references;
    }
}
