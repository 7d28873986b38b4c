// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance.system;

import io.apprunner.text.RawPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The host's time zone.
 *
 * @param localtime the host's /etc/localtime
 */
record TimeZone(Path localtime) {
    /** Where a guest has its zones. */
    static final String ZONES = "/usr/share/zoneinfo/";

    private static final Pattern TARGET = Pattern.compile(".*/zoneinfo/((?:[A-Za-z0-9_+-]+/)*[A-Za-z0-9_+-]+)");
    private static final byte[] MAGIC = "TZif".getBytes(StandardCharsets.US_ASCII);

    /** Larger than any file of a zone. */
    private static final int LIMIT = 64 << 10;

    /** The zone's name, such as {@code Europe/Berlin}, as far as the host's file is a link that tells it. */
    Optional<String> name() {
        try {
            Matcher zone = TARGET.matcher(RawPath.text(Files.readSymbolicLink(localtime)));
            return zone.matches() ? Optional.of(zone.group(1)) : Optional.empty();
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /** The zone's rules; nothing where the host has no file of such a form. */
    Optional<byte[]> rules() {
        if (!Files.isRegularFile(localtime)) {
            return Optional.empty();
        }
        try (InputStream file = Files.newInputStream(localtime)) {
            byte[] rules = file.readNBytes(LIMIT);
            boolean fits = rules.length < LIMIT && Arrays.mismatch(rules, MAGIC) == MAGIC.length;
            return fits ? Optional.of(rules) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
