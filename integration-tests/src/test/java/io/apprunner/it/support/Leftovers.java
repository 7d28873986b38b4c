// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What an instance left behind although it has ended: processes, mounts, temporary files. */
public final class Leftovers {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** What a data dir may hold: the two folders of the overlay and an empty mount point. */
    private static final Set<String> DATA = Set.of("root", "work", "mnt");

    private final Workspace workspace;
    private final Set<Path> before;

    /** Remembers what is there now. */
    public Leftovers(Workspace workspace) {
        this.workspace = workspace;
        this.before = Set.copyOf(files());
    }

    /** Waits at most two seconds for everything to vanish, and fails with a list when something does not. */
    public void assertNone() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<String> found = all();
        while (!found.isEmpty() && System.nanoTime() < end) {
            Running.pause();
            found = all();
        }
        assertThat(found).as("leftovers after %s", PATIENCE).isEmpty();
    }

    private List<String> all() {
        List<String> found = new ArrayList<>(processes());
        found.addAll(mounts());
        files().stream().filter(file -> !before.contains(file)).forEach(file -> found.add("file " + file));
        return found;
    }

    /** Processes that are the image, or that name its place in their arguments or environment. */
    public List<String> processes() {
        String place = workspace.folder().toString();
        List<String> found = new ArrayList<>();
        for (Path process : processFolders()) {
            if (read(process.resolve("cmdline")).contains(place)
                    || read(process.resolve("environ")).contains(place)
                    || link(process.resolve("exe")).contains(place)) {
                String words = read(process.resolve("cmdline")).replace('\0', ' ');
                found.add("process " + process.getFileName() + " " + words.substring(0, Math.min(300, words.length())));
            }
        }
        return found;
    }

    /** Our mounts that the host sees, and those of this image that any process sees. */
    public List<String> mounts() {
        String place = workspace.folder().toString();
        List<String> found = new ArrayList<>();
        for (Path process : processFolders()) {
            read(process.resolve("mountinfo"))
                    .lines()
                    .filter(line -> line.contains(place + "/place") || line.contains(place + "/home"))
                    .forEach(line -> found.add("mount of " + process.getFileName() + ": " + line));
        }
        hostMounts().forEach(line -> found.add("mount of the host: " + line));
        return found;
    }

    /** Our mounts in the mount namespace of the tests; after the dash come the type and the source of a mount. */
    public static List<String> hostMounts() {
        return read(Path.of("/proc/self/mountinfo"))
                .lines()
                .filter(line -> line.matches(".* - \\S+ app-runner .*"))
                .toList();
    }

    private List<Path> files() {
        List<Path> found = new ArrayList<>();
        for (Path folder : List.of(workspace.tmp(), workspace.runtime(), workspace.work())) {
            found.addAll(children(folder));
        }
        children(workspace.image().getParent()).stream()
                .filter(path -> !path.equals(workspace.data()))
                .forEach(found::add);
        children(workspace.data()).stream()
                .filter(path -> !DATA.contains(path.getFileName().toString()))
                .forEach(found::add);
        found.addAll(children(workspace.data().resolve("mnt")));
        return found;
    }

    private static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> processFolders() {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            folders.forEach(found::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // the process has ended, or is somebody else's
        }
    }

    private static String link(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
