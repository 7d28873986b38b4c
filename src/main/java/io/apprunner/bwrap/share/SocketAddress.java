// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.share;

import io.apprunner.text.RawText;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Addresses of D-Bus: {@code transport:key=value,key=value}, several with a semicolon between them. */
final class SocketAddress {
    private static final String UNIX = "unix:";
    private static final String PATH = "path=";

    private SocketAddress() {}

    /** The paths of the sockets in the file system that an address names, in its order. */
    static List<String> paths(String addresses) {
        return Arrays.stream(addresses.split(";"))
                .filter(address -> address.startsWith(UNIX))
                .flatMap(address -> pairs(address.substring(UNIX.length())))
                .filter(pair -> pair.startsWith(PATH))
                .map(pair -> decoded(pair.substring(PATH.length())))
                .toList();
    }

    /** The first of the addresses that names a socket without a file. */
    static Optional<String> abstractOne(String addresses) {
        return Arrays.stream(addresses.split(";"))
                .filter(address -> address.startsWith(UNIX + "abstract="))
                .findFirst();
    }

    private static Stream<String> pairs(String text) {
        return Arrays.stream(text.split(","));
    }

    /** {@code %xx} stands for a byte; what is no such escape stays. */
    private static String decoded(String value) {
        byte[] bytes = RawText.encode(value);
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        for (int i = 0; i < bytes.length; i++) {
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
            if (bytes[i] == '%' && high >= 0 && low >= 0) {
                result.write(high << 4 | low);
                i += 2;
            } else {
                result.write(bytes[i]);
            }
        }
        return RawText.decode(result.toByteArray());
    }
}
