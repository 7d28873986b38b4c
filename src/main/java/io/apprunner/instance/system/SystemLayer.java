// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance.system;

import io.apprunner.files.AtomicFile;
import io.apprunner.filesystems.tree.Attributes;
import io.apprunner.filesystems.tree.FolderNode;
import io.apprunner.filesystems.tree.GuestTree;
import io.apprunner.filesystems.tree.GuestTree.Entry;
import io.apprunner.text.RawPath;
import io.apprunner.text.RawText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A layer of an instance's own, above those of the image. It has the system files that had to be completed, so that
 * programs of the guest can replace them: what they write goes to the upper dir as usual, and stays. What stands in the
 * upper dir already is completed there.
 *
 * @param tree the guest's tree without this layer; its only branch that is a folder of the host is the upper dir
 * @param folder the layer, an empty folder
 */
public record SystemLayer(GuestTree tree, Path folder) {
    private static final String ETC = "etc";
    private static final int LIMIT = 1 << 20;
    private static final int PERMISSIONS = 0xFFF;

    private static final String PROMPT = """
            # The prompt of the image, see BASHRC_FILE.
            [ ! -r "${BASHRC_FILE-}" ] || . "$BASHRC_FILE"
            """;

    /** An environment without the locales that the guest lacks. */
    public List<String> environment(List<String> environment, SystemPlan plan) {
        return new Locales(tree).only(environment, plan.locales());
    }

    /**
     * Fills the layer.
     *
     * @param interactive whether a shell may ask for commands
     * @param host the host's root folder
     * @throws IOException when a file cannot be read or written
     */
    public void fill(SystemPlan plan, boolean interactive, Path host) throws IOException {
        UserDatabase user = new UserDatabase(plan.passwd());
        complete("passwd", true, user::passwd);
        if (!user.isRoot()) { // whom every image knows
            complete("group", true, text -> user.group(text, hostGroup(RawPath.resolve(host, "etc/group"), user)));
            complete("shadow", false, user::shadow);
        }
        complete("hosts", true, text -> HostTable.completed(text, plan.hostName()));
        if (interactive) {
            complete("bash.bashrc", true, text -> text.contains("BASHRC_FILE") ? text : text + PROMPT);
        }
        zone(new TimeZone(RawPath.resolve(host, "etc/localtime")));
        Optional<Entry> etc = tree.find(ETC);
        if (etc.isPresent()
                && Files.isDirectory(RawPath.resolve(folder, etc.get().path()))) {
            Files.setLastModifiedTime(
                    RawPath.resolve(folder, etc.get().path()),
                    etc.get().first().attributes().modified());
        }
    }

    private static Optional<String> hostGroup(Path file, UserDatabase user) {
        try {
            return UserDatabase.groupName(RawText.decode(Files.readAllBytes(file)), user.groupId());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Completes a file of /etc; one that is no regular file, or too large for its kind, stays as it is.
     *
     * @param made whether it is made when there is none
     */
    private void complete(String name, boolean made, UnaryOperator<String> change) throws IOException {
        Optional<Entry> entry = tree.find(ETC + "/" + name);
        if (entry.isEmpty() ? !made : !isUsual(entry.get())) {
            return;
        }
        String before = entry.isPresent() ? text(entry.get()) : "";
        String after = change.apply(before);
        if (entry.isPresent() && after.equals(before)) {
            return;
        }
        byte[] bytes = RawText.encode(after);
        if (entry.isEmpty()) {
            make(place(name), bytes);
        } else if (entry.get().first() instanceof FolderNode written) {
            replace(written, bytes);
        } else {
            Path target = place(name);
            make(target, bytes);
            imitate(entry.get().first().attributes(), target);
        }
    }

    private static boolean isUsual(Entry entry) throws IOException {
        return entry.isFile() && entry.first().size() <= LIMIT;
    }

    /** The host's time zone, by the guest's own rules where it has them. */
    private void zone(TimeZone zone) throws IOException {
        Optional<String> name = zone.name()
                .filter(known ->
                        tree.find(TimeZone.ZONES + known).filter(Entry::isFile).isPresent());
        Optional<byte[]> rules = name.isPresent() ? Optional.empty() : zone.rules();
        if (name.isPresent()) {
            Files.createSymbolicLink(place("localtime"), RawPath.of(TimeZone.ZONES + name.get()));
        } else if (rules.isPresent()) {
            make(place("localtime"), rules.get());
        }
    }

    private static String text(Entry entry) throws IOException {
        return RawText.decode(entry.first().read(0, LIMIT));
    }

    private static void replace(FolderNode present, byte[] content) throws IOException {
        try (AtomicFile file = AtomicFile.create(present.path())) {
            file.channel().write(ByteBuffer.wrap(content));
            imitate(present.attributes(), file.path());
            file.commit();
        }
    }

    /** Everybody may read it, whatever the mask of new files is. */
    private static void make(Path file, byte[] content) throws IOException {
        Files.write(file, content, StandardOpenOption.CREATE_NEW);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    /** Mode and owner, but no extended attributes: they can be marks of the overlay. */
    private static void imitate(Attributes like, Path made) throws IOException {
        set(made, "unix:uid", like.user());
        set(made, "unix:gid", like.group());
        set(made, "unix:mode", like.permissions());
    }

    private static void set(Path made, String attribute, int wanted) throws IOException {
        boolean isSet = Files.getAttribute(made, attribute) instanceof Integer present
                && (attribute.equals("unix:mode") ? present & PERMISSIONS : present) == wanted;
        if (!isSet) {
            Files.setAttribute(made, attribute, wanted);
        }
    }

    /** Where a file of /etc stands in this layer; the folders above it are made like those of the tree. */
    private Path place(String name) throws IOException {
        Path place = folder;
        String way = "";
        for (String part : tree.find(ETC).map(Entry::path).orElse(ETC).split("/", -1)) {
            way = way + "/" + part;
            place = RawPath.resolve(place, part);
            if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                Optional<Entry> like = tree.find(way);
                Files.createDirectory(place);
                Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
                if (like.isPresent()) {
                    imitate(like.get().first().attributes(), place);
                }
            }
        }
        return RawPath.resolve(place, name);
    }
}
