// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.posix.Constants;
import io.apprunner.posix.FakePosix;
import io.apprunner.posix.Posix;
import io.apprunner.posix.SystemCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that ends before any of its calls leaves the old state or the new one. */
class UnionCrashTest {
    private static final Set<SystemCall> CHANGES = EnumSet.of(
            SystemCall.OPENAT,
            SystemCall.MKDIRAT,
            SystemCall.MKNODAT,
            SystemCall.SYMLINKAT,
            SystemCall.LINKAT,
            SystemCall.UNLINKAT,
            SystemCall.RENAMEAT2,
            SystemCall.PWRITE64,
            SystemCall.FTRUNCATE,
            SystemCall.FCHMODAT,
            SystemCall.FCHOWNAT,
            SystemCall.UTIMENSAT,
            SystemCall.FSETXATTR);

    @TempDir
    private Path folder;

    /** The end of the server. */
    private static final class End extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** A kernel that makes so many calls that may change something, and no more. */
    private static final class Ending extends FakePosix {
        private int left = Integer.MAX_VALUE;
        private boolean hasEnded;

        @Override
        public long call(SystemCall call, long a, long b, long c, long d, long e, long f) {
            if (hasEnded || (CHANGES.contains(call) && left-- == 0)) {
                hasEnded = true;
                throw new End();
            }
            return Posix.get().call(call, a, b, c, d, e, f);
        }
    }

    /** What is done, after what was done before. */
    record Change(String name, Consumer<Union> before, Consumer<Union> change) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Change> changes() {
        return Stream.of(
                new Change("copy", union -> {}, union -> union.setMode("dir/sub/deep", 0600)),
                new Change("copy of linked", union -> {}, union -> union.setMode("other", 0600)),
                new Change("unlink lower", union -> {}, union -> union.unlink("dir/file")),
                new Change("unlink copied", union -> union.write("file", "L"), union -> union.unlink("file")),
                new Change("create over whiteout", union -> union.unlink("file"), union -> union.create("file")),
                new Change("folder over whiteout", union -> union.removeAll("dir"), union -> union.makeFolder("dir")),
                new Change("link over whiteout", union -> union.unlink("file"), union -> union.link("other", "file")),
                new Change(
                        "remove merged",
                        union -> {
                            union.removeAll("dir/sub");
                            union.unlink("dir/file");
                        },
                        union -> union.removeFolder("dir")),
                new Change("rename lower", union -> {}, union -> union.rename("file", "dir/moved")),
                new Change("rename over", union -> union.put("new", "new"), union -> union.rename("new", "file")),
                new Change(
                        "rename folder over whiteout",
                        union -> {
                            union.removeAll("dir");
                            union.makeFolder("new");
                            union.put("new/x", "x");
                        },
                        union -> union.rename("new", "dir")),
                new Change(
                        "rename folder over empty",
                        union -> {
                            union.makeFolder("new");
                            union.put("new/x", "x");
                        },
                        union -> union.rename("new", "empty")),
                new Change(
                        "exchange",
                        union -> {
                            union.makeFolder("new");
                            union.put("new/x", "x");
                        },
                        union -> union.rename("new", "file", Constants.RENAME_EXCHANGE)));
    }

    private Path tree() throws IOException {
        Path tree = folder.resolve("tree");
        if (!Files.exists(tree)) {
            Files.createDirectories(tree.resolve("dir/sub"));
            Files.createDirectory(tree.resolve("empty"));
            Files.writeString(tree.resolve("file"), "lower");
            Files.writeString(tree.resolve("other"), "other");
            Files.createLink(tree.resolve("second"), tree.resolve("other"));
            Files.writeString(tree.resolve("dir/file"), "inner");
            Files.writeString(tree.resolve("dir/sub/deep"), "deep");
        }
        return tree;
    }

    /** All that a union shows. */
    private static Map<String, String> state(Union union) {
        Map<String, String> state = new TreeMap<>();
        add(union, "", state);
        return state;
    }

    private static void add(Union union, String path, Map<String, String> state) {
        for (String name : union.list(path)) {
            String child = path.isEmpty() ? name : path + "/" + name;
            int mode = union.attributes(child).mode();
            boolean isFolder = (mode & Constants.S_IFMT) == Constants.S_IFDIR;
            state.put(child, Integer.toOctalString(mode) + (isFolder ? "" : union.read(child)));
            if (isFolder) {
                add(union, child, state);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("changes")
    void everyChangeIsDoneOrNot(Change change) throws IOException {
        Map<String, String> old;
        Map<String, String> done;
        try (Union union = new Union(Files.createDirectory(folder.resolve("whole")), false, tree())) {
            change.before().accept(union);
            old = state(union);
            change.change().accept(union);
            done = state(union);
        }
        boolean isWhole = false;
        for (int calls = 0; !isWhole; calls++) {
            Ending posix = new Ending();
            try (Union union = new Union(Files.createDirectory(folder.resolve("end" + calls)), false, posix, tree())) {
                change.before().accept(union);
                posix.left = calls;
                isWhole = isDone(union, change);
                posix.left = Integer.MAX_VALUE;
                posix.hasEnded = false;
                union.restart();
                assertThat(state(union)).as("after %d calls", calls).isIn(old, done);
                assertThat(union.work()).isEmptyDirectory();
            }
        }
        assertThat(old).isNotEqualTo(done);
    }

    private static boolean isDone(Union union, Change change) {
        try {
            change.change().accept(union);
            return true;
        } catch (End e) {
            return false;
        }
    }
}
