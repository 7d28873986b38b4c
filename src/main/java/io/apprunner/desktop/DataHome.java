// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop;

import io.apprunner.db.Desktop;
import io.apprunner.db.Icon;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folder where a user's desktop looks for what applications give to it.
 *
 * @param base its path; it need not exist
 */
public record DataHome(Path base) {
    /** Lengths of icons' longer sides, in pixels. */
    static final List<Integer> SIZES = List.of(16, 22, 24, 32, 48, 64, 96, 128, 256);

    /** The size of an icon that is written last. */
    static final int MARK = 64;

    /**
     * Finds it: {@code XDG_DATA_HOME}, or {@code .local/share} in the user's home (XDG Base Directory Specification,
     * which has relative paths ignored).
     *
     * @param home the user's home folder
     * @param userId the user; root does not write into the home of somebody else, who could lead the writes elsewhere
     * @throws AppRunnerException when the user has none
     */
    public static DataHome of(Map<String, String> environment, String home, int userId) {
        String named = environment.getOrDefault("XDG_DATA_HOME", "");
        if (!named.startsWith("/") && home.equals("/")) {
            throw new AppRunnerException(ErrorCode.HOST, "there is no home for the desktop's files", "");
        }
        Path base = named.startsWith("/") ? RawPath.of(named) : RawPath.resolve(RawPath.of(home), ".local/share");
        if (userId == 0 && owner(base) != 0) {
            throw new AppRunnerException(
                    ErrorCode.PERMISSION,
                    RawPath.text(base) + " is not root's: nothing is written there",
                    "set HOME to root's own");
        }
        return new DataHome(base.normalize());
    }

    /** The owner of the folder, or of the lowest one above it that exists. */
    private static int owner(Path folder) {
        try {
            Path existing = folder;
            while (existing.getParent() != null && !Files.exists(existing)) {
                existing = existing.getParent();
            }
            return (int) Files.getAttribute(existing, "unix:uid");
        } catch (IOException e) {
            return -1;
        }
    }

    /** The menu entry. */
    Path entry(Desktop desktop) {
        return RawPath.resolve(base, "applications/flatimage-" + desktop.name() + ".desktop");
    }

    /** The database of file types. */
    Path types() {
        return base.resolve("mime");
    }

    /** The application's file type. */
    Path type(Desktop desktop) {
        return RawPath.resolve(types(), "packages/flatimage-" + desktop.name() + ".xml");
    }

    /** The file type of all images. */
    Path genericType() {
        return types().resolve("packages/flatimage.xml");
    }

    /** The icon of all images. */
    Path genericIcon() {
        return icons("scalable").resolve("mimetypes/application-flatimage.svg");
    }

    /** The application's icon of that size; other kinds than SVG become PNG. */
    Path applicationIcon(Desktop desktop, Icon.Kind kind, int size) {
        return RawPath.resolve(icons(kind, size), "apps/flatimage_" + desktop.name() + suffix(kind));
    }

    /** The icon of the application's file type. */
    Path typeIcon(Desktop desktop, Icon.Kind kind, int size) {
        return RawPath.resolve(icons(kind, size), "mimetypes/" + Texts.typeIcon(desktop.name()) + suffix(kind));
    }

    /** Every icon that an application's picture of that kind becomes. */
    List<Path> icons(Desktop desktop, Icon.Kind kind) {
        List<Integer> sizes = kind == Icon.Kind.SVG ? List.of(MARK) : SIZES;
        return sizes.stream()
                .flatMap(size -> Stream.of(typeIcon(desktop, kind, size), applicationIcon(desktop, kind, size)))
                .toList();
    }

    /** Whether something has that name, and be it a link that leads nowhere. */
    static boolean isThere(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    private Path icons(Icon.Kind kind, int size) {
        return icons(kind == Icon.Kind.SVG ? "scalable" : size + "x" + size);
    }

    private Path icons(String size) {
        return RawPath.resolve(base, "icons/hicolor/" + size);
    }

    private static String suffix(Icon.Kind kind) {
        return kind == Icon.Kind.SVG ? ".svg" : ".png";
    }
}
