// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles the example of the package's page as a stranger would, and runs it. */
class PackageExampleTest {
    private static final Path PAGE = Path.of("src/main/java/io/apprunner/dwarfs/package-info.java");

    @TempDir
    Path temporary;

    private static String example() throws IOException {
        String page = Files.readString(PAGE);
        String begin = "<pre>{@code";
        return page.substring(page.indexOf(begin) + begin.length(), page.indexOf("}</pre>"))
                .lines()
                .map(line -> line.replaceFirst("^ \\* ?", ""))
                .collect(Collectors.joining("\n"));
    }

    private static String program() throws IOException {
        return """
                package stranger;
                import static java.nio.charset.StandardCharsets.UTF_8;
                import io.apprunner.dwarfs.*;
                import io.apprunner.dwarfs.block.*;
                import io.apprunner.dwarfs.check.*;
                import io.apprunner.dwarfs.container.*;
                import io.apprunner.dwarfs.metadata.*;
                import io.apprunner.dwarfs.tree.*;
                import io.apprunner.dwarfs.write.*;
                import java.io.IOException;
                import java.nio.ByteBuffer;
                import java.nio.channels.FileChannel;
                import java.nio.file.Path;
                import java.util.List;
                public class Example {
                    public static void run(Path folder, Path path) throws IOException {
                %s
                    }
                }
                """.formatted(example());
    }

    private void compile(String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("mem:///stranger/Example.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        List<String> options =
                List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", temporary.toString());
        compiler.getTask(null, null, messages, options, null, List.of(file)).call();
        assertThat(messages.getDiagnostics())
                .filteredOn(message -> message.getKind() == Diagnostic.Kind.ERROR)
                .isEmpty();
    }

    @Test
    void the_example_of_the_page_compiles_and_does_what_it_says() throws Exception {
        Path folder = Files.createDirectory(temporary.resolve("tree"));
        Files.writeString(folder.resolve("README"), "text");
        Files.createDirectory(folder.resolve("below"));
        compile(program());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, UTF_8));
        try (URLClassLoader loader = new URLClassLoader(
                new java.net.URL[] {temporary.toUri().toURL()}, getClass().getClassLoader())) {
            loader.loadClass("stranger.Example")
                    .getMethod("run", Path.class, Path.class)
                    .invoke(null, folder, temporary.resolve("image"));
        } finally {
            System.setOut(before);
        }
        assertThat(out.toString(UTF_8).lines()).containsExactly("README", "below");
    }
}
