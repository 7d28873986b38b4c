// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop;

import io.apprunner.db.Desktop;
import io.apprunner.db.Icon;
import io.apprunner.db.ImageSettings;
import io.apprunner.db.Integration;
import io.apprunner.db.Setting;
import io.apprunner.desktop.icon.Pictures;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.IoReason;
import io.apprunner.files.AtomicFile;
import io.apprunner.reserved.Component;
import io.apprunner.text.RawPath;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/** What the image stores for desktops. */
@ApplicationScoped
public class DesktopSetup {
    private static final int MAX_REQUEST = 1 << 16;

    private final ImageSettings settings;

    /** Made by CDI. */
    public DesktopSetup(ImageSettings settings) {
        this.settings = settings;
    }

    /**
     * Stores what a user's file asks for; see {@link #store(byte[])}.
     *
     * @param file a path as the user gave it
     */
    public Desktop store(String file) {
        try {
            return store(read(RawPath.of(file), MAX_REQUEST));
        } catch (IOException | InvalidPathException e) {
            throw new AppRunnerException(
                    ErrorCode.IO,
                    "Failed to open file '" + file + "' for desktop integration",
                    e instanceof IOException failure ? IoReason.alone(failure) : "",
                    e);
        }
    }

    /**
     * Stores what a JSON text asks for, and the picture that it names: both or, when anything fails, nothing.
     *
     * @param json the text, see {@link Desktop#request}
     * @return what was stored
     * @throws AppRunnerException when the text or the picture cannot be used, or the image cannot be written
     */
    public Desktop store(byte[] json) {
        Desktop.Request request = request(json);
        settings.set(Setting.DESKTOP, Optional.of(request.desktop()), Setting.ICON, Optional.of(icon(request.icon())));
        return request.desktop();
    }

    /**
     * Replaces the enabled integrations.
     *
     * @throws AppRunnerException when nothing is set up
     */
    public void enable(Collection<Integration> integrations) {
        settings.update(
                Setting.DESKTOP,
                before -> Optional.of(before.orElseThrow(DesktopSetup::nothing).with(integrations)));
    }

    /**
     * What is stored.
     *
     * @throws AppRunnerException when nothing is set up
     */
    public Desktop desktop() {
        return settings.get(Setting.DESKTOP).orElseThrow(DesktopSetup::nothing);
    }

    /**
     * The stored picture.
     *
     * @throws AppRunnerException when there is none
     */
    public Icon icon() {
        return settings.get(Setting.ICON).orElseThrow(() -> missing("Empty icon data"));
    }

    /**
     * Writes a picture to a file, all of it or nothing.
     *
     * @param file can also be a pipe, a device and the like, which are written to as they are
     * @throws IOException when it cannot be written
     */
    public static void write(Icon icon, Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            Files.write(file, icon.bytes());
        } else {
            AtomicFile.write(file, icon.bytes());
        }
    }

    private static AppRunnerException nothing() {
        return missing("Empty json data");
    }

    private static AppRunnerException missing(String message) {
        return new AppRunnerException(ErrorCode.USAGE, message, "set the desktop up first: fim-desktop setup");
    }

    private static Desktop.Request request(byte[] json) {
        try {
            return Desktop.request(json);
        } catch (IllegalArgumentException e) {
            String reason = String.valueOf(e.getMessage());
            throw new AppRunnerException(
                    ErrorCode.FORMAT,
                    reason.equals(Desktop.SLASH) ? reason : "Failed to deserialize json: " + reason,
                    "see: fim-help desktop",
                    e);
        }
    }

    private static Icon icon(String name) {
        if (name.startsWith("http://") || name.startsWith("https://")) {
            throw new AppRunnerException(
                    ErrorCode.UNSUPPORTED, "the icon is an address", "download it, and name the file instead");
        }
        Icon.Kind kind = Icon.Kind.ofFile(name)
                .orElseThrow(() -> new AppRunnerException(
                        ErrorCode.USAGE,
                        "Icon extension not supported: '" + name + "'",
                        "use a file that ends in .png, .svg, .jpg or .jpeg"));
        Icon icon = new Icon(kind, iconFile(name));
        if (kind == Icon.Kind.SVG) {
            Pictures.checkSvg(icon.bytes());
            return icon;
        }
        return icon.with(Pictures.png(Pictures.decode(icon.bytes()), DataHome.SIZES), Component.ICON.limit());
    }

    private static byte[] iconFile(String name) {
        try {
            return read(RawPath.of(name), Component.ICON.limit() - Icon.LABEL);
        } catch (IOException | InvalidPathException e) {
            boolean isMissing = e instanceof NoSuchFileException || e instanceof InvalidPathException;
            String reason = isMissing ? "No such file or directory" : IoReason.alone((IOException) e);
            throw new AppRunnerException(
                    ErrorCode.IO, "Could not get size of file '" + name + "': " + reason, "nothing was changed", e);
        }
    }

    /** Nothing but a regular file is opened: others may never end. */
    private static byte[] read(Path file, int limit) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException(RawPath.text(file) + ": not a regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new AppRunnerException(
                        ErrorCode.LIMIT,
                        RawPath.text(file) + " is too large: at most " + limit + " bytes can be stored",
                        "nothing was changed");
            }
            return bytes;
        }
    }
}
