// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop;

import io.apprunner.db.Desktop;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The texts that desktops read. Their bytes are those that FlatImage writes. */
public final class DesktopFiles {
    private DesktopFiles() {}

    /**
     * The menu entry, without a line end after the last line.
     *
     * @param image the image's absolute path
     * @throws io.apprunner.error.AppRunnerException when the path cannot stand in such a file
     */
    public static String entry(Desktop desktop, Path image) {
        String name = Texts.value(desktop.name());
        String categories = desktop.categories().stream()
                .map(category -> Texts.element(category) + ";")
                .collect(Collectors.joining());
        return String.join(
                "\n",
                "[Desktop Entry]",
                "Name=" + name,
                "Type=Application",
                "Comment=FlatImage distribution of \"" + desktop.name().replace("\\", "\\\\") + "\"",
                "Exec=" + Texts.command(image) + " %F",
                "Icon=flatimage_" + desktop.name().replace("\\", "\\\\"),
                "MimeType=" + Texts.element(Texts.type(desktop.name())) + ";",
                "Categories=" + categories);
    }

    /**
     * The type of this image's file, which its name tells, without a line end after the last line.
     *
     * @param image the image's path
     * @throws io.apprunner.error.AppRunnerException when its name cannot stand in such a file
     */
    public static String type(Desktop desktop, Path image) {
        Path name = image.getFileName();
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
                  <mime-type type="%s">
                    <comment>FlatImage Application</comment>
                    <glob weight="100" pattern="%s"/>
                    <sub-class-of type="application/x-executable"/>
                    <generic-icon name="application-flatimage"/>
                  </mime-type>
                </mime-info>""".formatted(Texts.xml(Texts.type(desktop.name())), Texts.xml(Texts.glob(name == null ? image : name)));
    }

    /** The type of all images: bytes 8 to 10 of their ELF header are marked. */
    static String genericType() {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
                  <mime-type type="application/flatimage">
                    <comment>FlatImage Application</comment>
                    <magic>
                      <match value="ELF" type="string" offset="1">
                        <match value="0x46" type="byte" offset="8">
                          <match value="0x49" type="byte" offset="9">
                            <match value="0x01" type="byte" offset="10"/>
                          </match>
                        </match>
                      </match>
                    </magic>
                    <glob weight="50" pattern="*.flatimage"/>
                    <sub-class-of type="application/x-executable"/>
                    <generic-icon name="application-flatimage"/>
                  </mime-type>
                </mime-info>
                """;
    }

    /** The icon of all images: a box with a mark that something runs in it. */
    static String genericIcon() {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 64 64">
                  <rect x="6" y="10" width="52" height="44" rx="6" fill="#2f6f8f"/>
                  <rect x="6" y="10" width="52" height="12" rx="6" fill="#234f66"/>
                  <path d="M26 29l16 9-16 9z" fill="#ffffff"/>
                </svg>
                """;
    }
}
