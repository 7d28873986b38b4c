// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay.host;

import io.apprunner.posix.folder.ContentCalls;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Open descriptors of files and folders that are likely to be used again, in a bounded number. Safe for several
 * threads.
 */
public final class OpenFiles {
    private final ContentCalls contents;
    private final int limit;
    private final Map<Object, Open> files = new LinkedHashMap<>(16, 0.75f, true);

    /** @param limit how many stay open that nobody uses */
    public OpenFiles(ContentCalls contents, int limit) {
        this.contents = contents;
        this.limit = limit;
    }

    private static final class Open {
        private final int number;
        private int users = 1;
        private boolean isForgotten;

        Open(int number) {
            this.number = number;
        }
    }

    /** An open descriptor for the time of a try block. */
    public final class Use implements AutoCloseable {
        private final Open open;

        private Use(Open open) {
            this.open = open;
        }

        /** Its number. */
        public int number() {
            return open.number;
        }

        @Override
        public void close() {
            release(open);
        }
    }

    /**
     * The descriptor of a file.
     *
     * @param key stands for the file
     * @param opener opens it when it is not open; gives the number or throws
     */
    public Use use(Object key, IntSupplier opener) {
        return useOpen(key).orElseGet(() -> add(key, opener.getAsInt()));
    }

    /** The descriptor of a file that is open already; nothing when it is not. */
    public Optional<Use> useOpen(Object key) {
        synchronized (files) {
            Open known = files.get(key);
            if (known == null) {
                return Optional.empty();
            }
            known.users++;
            return Optional.of(new Use(known));
        }
    }

    private Use add(Object key, int number) {
        synchronized (files) {
            Open known = files.get(key);
            if (known != null) {
                contents.close(number);
                known.users++;
                return new Use(known);
            }
            Open open = new Open(number);
            files.put(key, open);
            shrink();
            return new Use(open);
        }
    }

    /** Closes those that were not used for the longest time. */
    private void shrink() {
        int surplus = files.size() - limit;
        Iterator<Open> oldest = files.values().iterator();
        while (surplus > 0 && oldest.hasNext()) {
            Open open = oldest.next();
            if (open.users == 0) {
                contents.close(open.number);
                oldest.remove();
                surplus--;
            }
        }
    }

    private void release(Open open) {
        synchronized (files) {
            open.users--;
            if (open.isForgotten && open.users == 0) {
                contents.close(open.number);
            }
        }
    }

    /** Closes the descriptor of a file as soon as nobody uses it. */
    public void forget(Object key) {
        synchronized (files) {
            Open open = files.remove(key);
            if (open == null) {
                return;
            }
            open.isForgotten = true;
            if (open.users == 0) {
                contents.close(open.number);
            }
        }
    }
}
