// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop;

import io.apprunner.db.Desktop;
import io.apprunner.db.Icon;
import io.apprunner.db.Integration;
import io.apprunner.desktop.icon.Pictures;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.IoReason;
import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The files of one application in a user's data folder. Everything is made anew when it is not as it should be; what
 * cannot be made is reported, and the rest is made all the same.
 */
public final class Installation {
    private final Desktop desktop;
    private final DataHome home;
    private final HostPrograms programs;
    private final Progress progress;

    /** @param progress takes what is done and what fails */
    public Installation(Desktop desktop, DataHome home, HostPrograms programs, Progress progress) {
        this.desktop = desktop;
        this.home = home;
        this.programs = programs;
        this.progress = progress;
    }

    /** Something that can fail in the ways of files and formats. */
    private interface Step {
        void run() throws IOException;
    }

    /**
     * Makes the files of the enabled integrations. None of those that are up to date is written.
     *
     * @param image the image's absolute path
     * @param icon gives the application's picture; it is asked only when icons are missing
     */
    public void make(Path image, Supplier<Optional<Icon>> icon) {
        for (Integration integration : desktop.integrations()) {
            attempt(
                    "make the " + integration.name().toLowerCase(Locale.ROOT),
                    switch (integration) {
                        case ENTRY -> () -> write(home.entry(desktop), DesktopFiles.entry(desktop, image));
                        case MIMETYPE -> () -> makeType(image);
                        case ICON -> () -> makeIcons(icon);
                    });
        }
    }

    /**
     * Removes every file that {@link #make} can have made for this application, also those of integrations that are not
     * enabled any more. What serves all images stays.
     *
     * @param kind of the application's picture, if it has one
     */
    public void remove(Optional<Icon.Kind> kind) {
        Path type = home.type(desktop);
        boolean hadType = DataHome.isThere(type);
        remove(home.entry(desktop));
        remove(type);
        if (hadType || desktop.integrations().contains(Integration.MIMETYPE)) {
            programs.updateTypes(home.types(), progress);
        }
        boolean isDrawing = kind.filter(Icon.Kind.SVG::equals).isPresent();
        home.icons(desktop, isDrawing ? Icon.Kind.SVG : Icon.Kind.PNG).forEach(this::remove);
        // Those of a picture that was set before.
        home.icons(desktop, isDrawing ? Icon.Kind.PNG : Icon.Kind.SVG).stream()
                .filter(DataHome::isThere)
                .forEach(this::remove);
    }

    private void remove(Path file) {
        attempt("remove " + RawPath.text(file), () -> {
            Files.deleteIfExists(file);
            progress.info("Removed file '" + RawPath.text(file) + "'");
        });
    }

    private void makeType(Path image) throws IOException {
        boolean changed = write(home.type(desktop), DesktopFiles.type(desktop, image));
        changed |= write(home.genericType(), DesktopFiles.genericType());
        if (changed) {
            programs.launchUpdateOfTypes(home.types(), progress);
        } else {
            progress.debug("Skipping mime database update...");
        }
    }

    /** Icons are never overwritten; the one whose presence stands for all is made last. */
    private void makeIcons(Supplier<Optional<Icon>> source) throws IOException {
        for (Icon.Kind kind : List.of(Icon.Kind.PNG, Icon.Kind.SVG)) {
            if (DataHome.isThere(home.applicationIcon(desktop, kind, DataHome.MARK))) {
                return;
            }
        }
        Optional<Icon> stored = source.get();
        if (stored.isEmpty()) {
            progress.debug("There is no icon");
            return;
        }
        Icon icon = stored.get();
        Path mark = home.applicationIcon(desktop, icon.kind(), DataHome.MARK);
        // Where nothing can be written, the picture need not be decoded.
        Files.createDirectories(mark.getParent());
        makeMissing(home.genericIcon(), DesktopFiles.genericIcon().getBytes(StandardCharsets.UTF_8));
        if (icon.kind() == Icon.Kind.SVG) {
            Pictures.checkSvg(icon.bytes());
            makeMissing(home.typeIcon(desktop, icon.kind(), DataHome.MARK), icon.bytes());
            makeMissing(mark, icon.bytes());
            return;
        }
        Map<Integer, byte[]> files =
                isReady(icon) ? icon.ready() : Pictures.png(Pictures.decode(icon.bytes()), DataHome.SIZES);
        for (Map.Entry<Integer, byte[]> file : files.entrySet()) {
            makeMissing(home.typeIcon(desktop, icon.kind(), file.getKey()), file.getValue());
            if (file.getKey() != DataHome.MARK) {
                makeMissing(home.applicationIcon(desktop, icon.kind(), file.getKey()), file.getValue());
            }
        }
        makeMissing(mark, Objects.requireNonNull(files.get(DataHome.MARK)));
    }

    /** What the image says is ready must at least look like it. */
    private static boolean isReady(Icon icon) {
        return icon.ready().keySet().equals(Set.copyOf(DataHome.SIZES))
                && icon.ready().entrySet().stream()
                        .allMatch(file -> Pictures.looksLikePng(file.getValue(), file.getKey()));
    }

    private static void makeMissing(Path file, byte[] content) throws IOException {
        if (!DataHome.isThere(file)) {
            SafeFile.write(file, content);
        }
    }

    private static boolean write(Path file, String text) throws IOException {
        return SafeFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private void attempt(String action, Step step) {
        try {
            step.run();
        } catch (IOException e) {
            progress.warning("cannot " + action + ": " + IoReason.of(e));
        } catch (AppRunnerException e) {
            progress.warning("cannot " + action + ": " + e.getMessage());
        }
    }
}
