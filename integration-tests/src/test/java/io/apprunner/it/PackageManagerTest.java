// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.apprunner.it.support.ImageTest;
import io.apprunner.it.support.Images;
import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The guest's own package manager installs packages in fim-root, also for an ordinary user, who has one id only. */
@Needs({Need.FUSE, Need.PACKAGES})
class PackageManagerTest extends ImageTest {
    private HttpServer server;

    @BeforeEach
    void serve() throws Exception {
        Path packages = Images.packages().orElseThrow();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> send(exchange, packages));
        server.start();
        workspace.ownCopy();
        image.output("fim-perms", "set", "network");
        String source = "deb [signed-by=/etc/apt/test.asc] http://127.0.0.1:%d ./"
                .formatted(server.getAddress().getPort());
        image = image.patient(Duration.ofMinutes(3)).reading(Files.readAllBytes(packages.resolve("key.asc")));
        root("cat > /etc/apt/test.asc; echo '" + source + "' > /etc/apt/sources.list");
        image = image.reading(new byte[0]);
    }

    private static void send(HttpExchange exchange, Path packages) throws IOException {
        try (exchange) {
            Path file = packages.resolve(exchange.getRequestURI().getPath().replaceFirst("^[./]*", ""));
            if (Files.isRegularFile(file)) {
                byte[] content = Files.readAllBytes(file);
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void aptInstallsWhatIsSigned() {
        root("apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q install -y cron openssh-client");

        assertThat(root("dpkg --audit")).isEmpty();
        assertThat(root("dpkg-query -W -f '${Status}\\n' cron openssh-client"))
                .isEqualTo("install ok installed\n".repeat(2));
        assertThat(image.guest("ssh -V 2>&1")).startsWith("OpenSSH");
        assertThat(root("getent group crontab _ssh | cut -d: -f1")).isEqualTo("crontab\n_ssh\n");
    }

    @Test
    void dpkgInstallsAFileAndRemovesIt() {
        root("apt-get -q update && cd /root && apt-get -q download cron-daemon-common && dpkg -i cron-daemon-common_*");

        assertThat(root("stat -c %a /var/spool/cron/crontabs; dpkg -r cron-daemon-common > /dev/null; dpkg --audit"))
                .isEqualTo("1730\n");
    }

    @Test
    void whatIsNotSignedByTheKeyIsRefused() {
        root("sed -i s/test.asc/other.asc/ /etc/apt/sources.list; echo x > /etc/apt/other.asc");

        assertThat(image.run("fim-root", "sh", "-c", "apt-get -q update && apt-get -q install -y cron")
                        .status())
                .isNotZero();
    }

    /**
     * What a script has said on standard output, in a container whose user is root; what it warns of is not looked at.
     */
    private String root(String script) {
        Result result = image.run("fim-root", "sh", "-c", script);
        assertThat(result.status()).as(result.stdout() + result.stderr()).isZero();
        return result.stdout();
    }
}
