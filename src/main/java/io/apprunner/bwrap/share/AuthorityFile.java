// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.share;

import io.apprunner.text.RawText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * X authority files: entries of a family (two bytes, the high one first) and four texts (display address, display
 * number, name of the method, its secret), each with its length in two bytes before it.
 */
final class AuthorityFile {
    private static final int LIMIT = 1 << 20;

    /** The address is the name of a host, which has the display itself. */
    private static final int LOCAL = 256;

    /** The entry is for every address. */
    private static final int WILD = 65535;

    private AuthorityFile() {}

    private record Entry(int family, String address, String number, String method, String secret) {
        static Entry read(DataInputStream in) throws IOException {
            return new Entry(in.readUnsignedShort(), text(in), text(in), text(in), text(in));
        }

        private static String text(DataInputStream in) throws IOException {
            byte[] bytes = new byte[in.readUnsignedShort()];
            in.readFully(bytes);
            return RawText.decode(bytes);
        }

        void write(DataOutputStream out) throws IOException {
            out.writeShort(family);
            for (String each : List.of(address, number, method, secret)) {
                byte[] bytes = RawText.encode(each);
                out.writeShort(bytes.length);
                out.write(bytes);
            }
        }

        boolean isFor(String display, String host) {
            return (number.isEmpty() || number.equals(display)) && (family != LOCAL || address.equals(host));
        }

        /** The guest's host has another name. */
        Entry forGuest() {
            return family == LOCAL ? new Entry(WILD, "", number, method, secret) : this;
        }
    }

    /** Whether a regular file can be read and has that form from its first byte to its last; an empty one has not. */
    static boolean isOne(Path path) {
        return read(path).filter(entries -> !entries.isEmpty()).isPresent();
    }

    /**
     * The bytes of a file for a guest, which has the entries for one display only.
     *
     * @param display the display's number
     * @param host the name of this host
     * @return nothing when there is no such entry
     */
    static Optional<String> entries(Path path, String display, String host) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (Entry entry : read(path).orElse(List.of())) {
                if (entry.isFor(display, host)) {
                    entry.forGuest().write(out);
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return bytes.size() == 0 ? Optional.empty() : Optional.of(RawText.decode(bytes.toByteArray()));
    }

    private static Optional<List<Entry>> read(Path path) {
        try (InputStream file = Files.newInputStream(path)) {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(file.readNBytes(LIMIT)));
            List<Entry> entries = new ArrayList<>();
            while (in.available() > 0) {
                entries.add(Entry.read(in));
            }
            return Optional.of(entries);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
