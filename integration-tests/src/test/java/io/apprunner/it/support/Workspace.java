// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A folder of one test and one account: an image in a place of its own, a home, a runtime folder, a folder for /tmp and
 * an empty working folder. It stands outside /tmp, because that is replaced in some tests.
 */
public final class Workspace implements AutoCloseable {
    private static final Path PARENT = Path.of("/var/tmp");

    private final Account account;
    private final Path folder;
    private final Path image;

    private Workspace(Account account, Path folder, Path image) {
        this.account = account;
        this.folder = folder;
        this.image = image;
    }

    /** Makes a workspace whose image is a hard link to, or a copy of, {@code original}. */
    public static Workspace of(Account account, Path original) {
        try {
            Path folder = account.own(Files.createTempDirectory(
                    PARENT, "app-runner-it-", PosixFilePermissions.asFileAttribute(mode("rwxr-xr-x"))));
            Workspace workspace = new Workspace(account, folder, folder.resolve("place/image"));
            for (String name : List.of("place", "home", "run", "tmp", "work")) {
                account.own(Files.createDirectory(folder.resolve(name)));
            }
            Files.setPosixFilePermissions(workspace.runtime(), mode("rwx------"));
            Files.setPosixFilePermissions(workspace.tmp(), mode("rwxrwxrwx"));
            workspace.link(original, workspace.image);
            return workspace;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Who it belongs to. */
    public Account account() {
        return account;
    }

    /** The whole workspace. */
    public Path folder() {
        return folder;
    }

    /** The image's file. */
    public Path image() {
        return image;
    }

    /** The folder that the image's writes go to. */
    public Path data() {
        return image.resolveSibling("." + image.getFileName() + ".data");
    }

    /** HOME. */
    public Path home() {
        return folder.resolve("home");
    }

    /** XDG_RUNTIME_DIR. */
    public Path runtime() {
        return folder.resolve("run");
    }

    /** What {@link Executable#withTmp} may show as /tmp. */
    public Path tmp() {
        return folder.resolve("tmp");
    }

    /** The working folder, empty at first. */
    public Path work() {
        return folder.resolve("work");
    }

    /** The image, to be run by the workspace's account. */
    public Executable executable() {
        return program(image);
    }

    /** Another program, to be run likewise. */
    public Executable program(Path file) {
        return new Executable(
                List.of(file.toString()),
                account.prefix(),
                work(),
                new TreeMap<>(Map.of(
                        "HOME", home().toString(),
                        "USER", account.login(),
                        "XDG_RUNTIME_DIR", runtime().toString(),
                        "PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
                        "LANG", "C.UTF-8")),
                new byte[0],
                Duration.ofSeconds(60));
    }

    /** The host's shell, to run a script that makes or compares files. */
    public String script(String text, Object... arguments) {
        Executable shell = program(Path.of("/bin/bash")).behind();
        List<String> words = new java.util.ArrayList<>(List.of("-euc", text, "bash"));
        for (Object argument : arguments) {
            words.add(argument.toString());
        }
        return shell.run(words).success();
    }

    /** Makes a folder that belongs to the account. */
    public Path makeFolder(Path path) {
        try {
            if (!Files.isDirectory(path.getParent())) {
                makeFolder(path.getParent());
            }
            return account.own(Files.createDirectory(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes root the owner of a folder and all in it. */
    public void giveToRoot(Path tree) {
        Host.succeeds(List.of(), "chown", "-R", "root:root", tree.toString());
    }

    /** Writes a text file that belongs to the account. */
    public Path write(Path path, String text) {
        try {
            return account.own(Files.writeString(path, text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file that belongs to the account. */
    public Path write(Path path, byte[] bytes) {
        try {
            return account.own(Files.write(path, bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes {@code target} the same file as {@code original}, or a copy where that is impossible. */
    public Path link(Path original, Path target) {
        try {
            try {
                return Files.createLink(target, original);
            } catch (FileSystemException e) {
                return copy(original, target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a copy that can be changed. */
    public Path copy(Path original, Path target) {
        try {
            Files.copy(original, target);
            Files.setPosixFilePermissions(target, mode("rwxr-xr-x"));
            return account.own(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The workspace's image as a file of its own, which can be changed. */
    public Path ownCopy() {
        try {
            Path original = image.resolveSibling("original");
            Files.move(image, original);
            copy(original, image);
            Files.delete(original);
            return image;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        // The work dir of an overlay is closed even to its owner.
        Host.succeeds(List.of(), "chmod", "-R", "u+rwX", folder.toString());
        Host.succeeds(List.of(), "rm", "-rf", folder.toString());
    }

    private static java.util.Set<java.nio.file.attribute.PosixFilePermission> mode(String text) {
        return PosixFilePermissions.fromString(text);
    }
}
