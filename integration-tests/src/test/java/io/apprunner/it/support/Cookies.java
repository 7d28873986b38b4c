// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it.support;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** X authority files. */
public final class Cookies {
    /** The family of an entry that is for any host. */
    private static final int ANY = 0xFFFF;

    private Cookies() {}

    /** The file's bytes: for each display its number and its cookie. */
    public static byte[] of(String... displaysAndCookies) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (int i = 0; i < displaysAndCookies.length; i += 2) {
                out.writeShort(ANY);
                out.writeUTF("");
                out.writeUTF(displaysAndCookies[i]);
                out.writeUTF("MIT-MAGIC-COOKIE-1");
                out.writeUTF(displaysAndCookies[i + 1]);
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
