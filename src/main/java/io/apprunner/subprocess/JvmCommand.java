// SPDX-License-Identifier: Apache-2.0
package io.apprunner.subprocess;

import io.apprunner.text.RawPath;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command that starts this program on a JVM of its own; for development and tests. */
final class JvmCommand {
    /** One class of each library that a role without Quarkus uses. */
    private static final List<String> LIBRARIES = List.of(
            "com.sun.jna.Native",
            "com.fasterxml.jackson.annotation.JsonProperty",
            "com.fasterxml.jackson.core.JsonParser",
            "com.fasterxml.jackson.databind.JsonNode",
            "com.github.luben.zstd.Zstd",
            "org.tukaani.xz.XZInputStream",
            "org.brotli.dec.BrotliInputStream",
            "com.dynatrace.hash4j.hashing.Hashing",
            "jakarta.enterprise.context.ApplicationScoped");

    private static final String MAIN = "io.apprunner.Main";

    private JvmCommand() {}

    static List<String> words() {
        String classPath = Stream.concat(Stream.of(MAIN), LIBRARIES.stream())
                .map(JvmCommand::load)
                .map(JvmCommand::location)
                .distinct()
                .collect(Collectors.joining(":"));
        return List.of(
                System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                MAIN);
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String location(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            return RawPath.text(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
