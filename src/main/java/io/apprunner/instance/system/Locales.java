// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance.system;

import io.apprunner.filesystems.tree.GuestTree;
import io.apprunner.filesystems.tree.Node;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which locales a guest has. One that it lacks makes programs complain, and fall back to ASCII.
 *
 * @param tree the guest's tree
 */
record Locales(GuestTree tree) {
    private static final String FOLDER = "usr/lib/locale/";
    private static final String EVERYWHERE = "C.UTF-8";
    private static final Set<String> ENCODING = Set.of("LC_ALL", "LC_CTYPE", "LANG");
    private static final Set<String> BUILT_IN = Set.of("", "C", "POSIX", "C.utf8");
    private static final int HEAD = 32;
    private static final int ARCHIVE_MAGIC = 0xde02_0109;

    /** Bytes of the archive's names that are looked at; all locales of a distribution take less. */
    private static final int NAMES = 1 << 20;

    /**
     * An environment without those variables of some names whose locales the guest lacks. Where one of them said UTF-8
     * and none is left that says how characters are encoded, the locale is the built-in one that has it.
     *
     * @param environment each {@code NAME=value}
     * @param names the variables that are looked at; others stay
     */
    List<String> only(List<String> environment, List<String> names) {
        List<String> result = new ArrayList<>(environment);
        boolean lostUtf8 = false;
        for (String entry : environment) {
            String[] parts = entry.split("=", 2);
            if (names.contains(parts[0]) && isLocale(parts[0]) && !has(normal(parts[1]))) {
                result.remove(entry);
                lostUtf8 |= normal(parts[1]).contains(".utf8");
            }
        }
        boolean isEncoded = result.stream().anyMatch(Locales::isEncoding);
        if (lostUtf8 && !isEncoded) {
            result.removeIf(entry -> entry.startsWith("LANG="));
            result.add("LANG=" + EVERYWHERE);
        }
        return List.copyOf(result);
    }

    private static boolean isEncoding(String entry) {
        int equals = entry.indexOf('=');
        return ENCODING.contains(entry.substring(0, equals)) && equals + 1 < entry.length();
    }

    private static boolean isLocale(String name) {
        return name.equals("LANG") || name.startsWith("LC_");
    }

    /** {@code en_US.UTF-8} and {@code en_US.utf8} are one. */
    private static String normal(String locale) {
        int dot = locale.indexOf('.');
        if (dot < 0) {
            return locale;
        }
        int at = locale.indexOf('@', dot);
        String codes = locale.substring(dot, at < 0 ? locale.length() : at);
        return locale.substring(0, dot)
                + codes.toLowerCase(Locale.ROOT).replace("-", "")
                + (at < 0 ? "" : locale.substring(at));
    }

    private boolean has(String locale) {
        return BUILT_IN.contains(locale)
                || locale.indexOf('/') < 0
                        && (tree.find(FOLDER + locale).isPresent()
                                || tree.find(FOLDER + "locale-archive")
                                        .filter(GuestTree.Entry::isFile)
                                        .map(archive -> archived(archive.first()))
                                        .filter(names -> names.contains(locale))
                                        .isPresent());
    }

    /** The names in an archive of the GNU C library: a table of texts, at a place that its head tells. */
    private static Set<String> archived(Node archive) {
        try {
            ByteBuffer head = ByteBuffer.wrap(archive.read(0, HEAD)).order(ByteOrder.LITTLE_ENDIAN);
            if (head.remaining() < HEAD || head.getInt(0) != ARCHIVE_MAGIC) {
                return Set.of();
            }
            int size = Math.clamp(Integer.toUnsignedLong(head.getInt(24)), 0, NAMES);
            byte[] names = archive.read(Integer.toUnsignedLong(head.getInt(20)), size);
            return Set.copyOf(Arrays.asList(new String(names, StandardCharsets.ISO_8859_1).split("\0")));
        } catch (IOException e) {
            return Set.of();
        }
    }
}
