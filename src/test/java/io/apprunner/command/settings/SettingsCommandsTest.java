// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.apprunner.bwrap.Bwrap;
import io.apprunner.command.Beans;
import io.apprunner.command.CommandApplication;
import io.apprunner.command.Operations;
import io.apprunner.command.Screen;
import io.apprunner.command.output.Json;
import io.apprunner.config.BuildInfo;
import io.apprunner.config.ConfigKey;
import io.apprunner.config.RuntimeConfiguration;
import io.apprunner.config.StoredFlags;
import io.apprunner.console.Console;
import io.apprunner.db.ImageSettings;
import io.apprunner.desktop.DesktopIntegration;
import io.apprunner.desktop.DesktopSetup;
import io.apprunner.expansion.Expander;
import io.apprunner.filesystems.layer.LayerStack;
import io.apprunner.image.ImageAssembler;
import io.apprunner.image.ImageLocator;
import io.apprunner.instance.ContainerLauncher;
import io.apprunner.posix.Posix;
import io.apprunner.reserved.ImageArea;
import io.apprunner.subprocess.SelfCommand;
import io.apprunner.subprocess.Subprocess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Drives the commands as the entry point does, on an image without layers. */
class SettingsCommandsTest {
    @TempDir
    Path folder;

    private Path image;

    private record Result(int status, String stdout, String stderr) {}

    @BeforeEach
    void makeImage() throws IOException {
        byte[] elf = new byte[100];
        System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}, 0, elf, 0, 7);
        image = folder.resolve("image");
        ImageAssembler.assemble(Files.write(folder.resolve("launcher"), elf), "TEST", List.of(), List.of(), image);
    }

    /** As in a process of its own. */
    private CommandApplication application(Console console) {
        ImageLocator locator = new ImageLocator(Posix.get(), Optional.of(image));
        ImageSettings settings = new ImageSettings(new ImageArea(Posix.get(), locator));
        BuildInfo build = new BuildInfo("v1", "commit", "20260101000000");
        RuntimeConfiguration configuration = new RuntimeConfiguration(
                Map.of("HOME", "/home/me"), new StoredFlags(() -> settings.snapshot(ConfigKey.components())));
        Expander expander = new Expander(
                build,
                locator,
                configuration,
                (commands, variables) ->
                        commands.stream().map(command -> "<" + command + ">").toList());
        DesktopIntegration desktop =
                new DesktopIntegration(Posix.get(), new Subprocess(Posix.get()), settings, configuration, console);
        List<Object> beans = List.of(
                settings,
                new Json(new ObjectMapper()),
                expander,
                configuration,
                locator,
                desktop,
                console,
                Operations.catalogue(),
                new DesktopSetup(settings));
        return new CommandApplication(
                new Beans(beans),
                new ContainerLauncher(
                        Posix.get(),
                        locator,
                        new SelfCommand(),
                        new Bwrap(build, configuration, console),
                        settings,
                        expander,
                        new LayerStack(Posix.get(), configuration),
                        configuration,
                        desktop,
                        console),
                locator,
                configuration,
                Operations.catalogue(),
                console);
    }

    @Test
    void permissionsAreListedInAlphabeticalOrder() {
        assertThat(output("fim-perms", "list")).isEmpty();
        assertThat(output("fim-perms", "SET", "network,Home")).isEmpty();
        assertThat(output("fim-perms", "add", "dbus_user,home")).isEmpty();
        assertThat(output("fim-perms", "list")).isEqualTo("dbus_user\nhome\nnetwork\n");
        assertThat(output("fim-perms", "list", "--json"))
                .isEqualTo("[\n  \"dbus_user\",\n  \"home\",\n  \"network\"\n]\n");
        output("fim-perms", "del", "home,gpu");
        assertThat(output("fim-perms", "list")).isEqualTo("dbus_user\nnetwork\n");
        output("fim-perms", "add", "all");
        assertThat(output("fim-perms", "list").lines()).hasSize(15);
        output("fim-perms", "del", "all");
        assertThat(output("fim-perms", "list")).isEmpty();
        output("fim-perms", "set", "home");
        output("fim-perms", "clear");
        assertThat(output("fim-perms", "list")).isEmpty();
    }

    @Test
    void namespacesAreListedInAlphabeticalOrder() {
        output("fim-unshare", "set", "all");
        assertThat(output("fim-unshare", "list")).isEqualTo("cgroup\nipc\nnet\npid\nuser\nuts\n");
        output("fim-unshare", "set", "");
        assertThat(output("fim-unshare", "list")).isEmpty();
    }

    @Test
    void theBootCommandIsShownAsJson() {
        String unset = "{\n  \"args\": [],\n  \"program\": \"bash\"\n}\n";
        assertThat(output("fim-boot", "show")).isEqualTo(unset);
        assertThat(output("fim-boot", "set", "firefox", "--private-window", "a b"))
                .isEmpty();
        assertThat(output("fim-boot", "show"))
                .isEqualTo("{\n  \"args\": [\n    \"--private-window\",\n    \"a b\"\n  ],\n"
                        + "  \"program\": \"firefox\"\n}\n");
        output("fim-boot", "clear");
        assertThat(output("fim-boot", "show")).isEqualTo(unset);
    }

    @Test
    void variablesAreListedExpanded() {
        assertThat(output("fim-env", "add", "B=\"x y\"", "A=1=2"))
                .contains("Included variable 'B' with value '\"x y\"'", "Included variable 'A' with value '1=2'");
        output("fim-env", "add", "C=a b");
        assertThat(output("fim-env", "list")).isEqualTo("A=1=2\nB=x y\nC=a\n");
        assertThat(output("fim-env", "list", "--json"))
                .isEqualTo("{\n  \"A\": \"1=2\",\n  \"B\": \"x y\",\n  \"C\": \"a\"\n}\n");
        assertThat(output("fim-env", "del", "A", "Z")).contains("Erase key 'A'", "Key 'Z' not found for deletion");
        output("fim-env", "set", "D=$FIM_VERSION");
        assertThat(output("fim-env", "list")).isEqualTo("D=v1\n");
        assertThat(refusal("fim-env", "set", "E=1", "BAD")).contains("Variable assignment 'BAD' is invalid");
        assertThat(output("fim-env", "list")).isEqualTo("D=v1\n");
        output("fim-env", "clear");
        assertThat(output("fim-env", "list")).isEmpty();
    }

    @Test
    void bindsAreNumberedFromZero() {
        assertThat(output("fim-bind", "list")).isEmpty();
        assertThat(output("fim-bind", "add", "ro", "$HOME/a", "/a")).contains("Binding index is '0'");
        assertThat(output("fim-bind", "add", "DEV", "/b b", "/b")).contains("Binding index is '1'");
        assertThat(output("fim-bind", "del", "0")).contains("Erase element with index '0'");
        assertThat(output("fim-bind", "del", "7")).contains("No element with index '7' found");
        assertThat(output("fim-bind", "list"))
                .isEqualTo(
                        "{\n  \"0\": {\n    \"dst\": \"/b\",\n    \"src\": \"/b b\",\n    \"type\": \"dev\"\n  }\n}\n");
    }

    @Test
    void theOverlayIsShownInUpperCase() {
        assertThat(output("fim-overlay", "show")).isEqualTo("BWRAP\n");
        assertThat(output("fim-overlay", "set", "UnionFS")).isEmpty();
        assertThat(output("fim-overlay", "show")).isEqualTo("UNIONFS\n");
    }

    @Test
    void foldingCaseIsWarnedAboutWhenTheOverlayCannotDoIt() {
        assertThat(output("fim-casefold", "on")).isEmpty();
        Result result = run("fim-casefold", "off");
        assertThat(result.status).isZero();
        assertThat(result.stdout).isEmpty();
        assertThat(result.stderr).contains("casefold cannot be used with bwrap overlayfs, falling back to unionfs");
        assertThat(output("fim-casefold", "off")).isEmpty();
        assertThat(output("fim-notify", "ON")).isEmpty();
    }

    @Test
    void theRemoteIsShownUntilItIsCleared() {
        assertThat(refusal("fim-remote", "show")).contains("No remote URL configured");
        assertThat(output("fim-remote", "set", "https://example.org"))
                .contains("Set remote URL to 'https://example.org'");
        assertThat(output("fim-remote", "show")).isEqualTo("https://example.org\n");
        assertThat(output("fim-remote", "clear")).contains("Cleared remote URL");
        assertThat(refusal("fim-remote", "show")).contains("No remote URL configured");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                "fim-boot;Missing op for 'fim-boot' (<set|show|clear>)",
                "fim-boot no;Invalid boot operation",
                "fim-boot set;Missing program for 'set' operation",
                "fim-boot show hello;Trailing arguments for fim-boot: ['hello',]",
                "fim-boot clear hello;Trailing arguments for fim-boot: ['hello',]",
                "fim-perms;Missing op for fim-perms (add,del,list,set,clear)",
                "fim-perms no;Invalid perms operation",
                "fim-perms add;No arguments for 'ADD' command",
                "fim-perms del;No arguments for 'DEL' command",
                "fim-perms set;No arguments for 'SET' command",
                "fim-perms set hello;Invalid permission",
                "fim-perms set none;Invalid permission 'NONE'",
                "fim-perms add all,home;Permission 'all' should not be used with others",
                "fim-perms add home world;Trailing arguments for fim-perms: ['world',]",
                "fim-perms list world;Trailing arguments for fim-perms: ['world',]",
                "fim-unshare;Missing op for fim-unshare (add,clear,del,list,set)",
                "fim-unshare no;Invalid unshare operation",
                "fim-unshare add;No arguments for 'ADD' command",
                "fim-unshare add hello;Invalid unshare option",
                "fim-unshare add none;Invalid unshare option 'NONE'",
                "fim-unshare add all,net;Unshare option 'all' should not be used with others",
                "fim-unshare clear extra;Trailing arguments for fim-unshare: ['extra',]",
                "fim-env;Missing op for 'fim-env' (add,del,list,set,clear)",
                "fim-env no;Invalid env operation",
                "fim-env add;Missing arguments for 'ADD'",
                "fim-env set;Missing arguments for 'SET'",
                "fim-env del;Missing arguments for 'DEL'",
                "fim-env add X;Variable assignment 'X' is invalid",
                "fim-env list foo;Trailing arguments for fim-env: ['foo',]",
                "fim-bind;Missing op for 'fim-bind' command (add,del,list)",
                "fim-bind no;Invalid bind operation",
                "fim-bind add;Incorrect number of arguments for 'add' (<ro,rw,dev> <src> <dst>)",
                "fim-bind add none a b;Invalid bind type",
                "fim-bind add xx;Invalid bind type",
                "fim-bind add ro a;Incorrect number of arguments for 'add' (<ro,rw,dev> <src> <dst>)",
                "fim-bind del;Incorrect number of arguments for 'del' (<index>)",
                "fim-bind del x;Index argument for 'del' is not a number",
                "fim-bind list x;'list' command takes no arguments",
                "fim-overlay;Missing op for 'fim-overlay' (<set|show>)",
                "fim-overlay no;Invalid overlay operation",
                "fim-overlay set;Missing argument for 'set'",
                "fim-overlay set foo;Invalid overlay type",
                "fim-overlay show foo;Trailing arguments for fim-overlay: ['foo',]",
                "fim-casefold;Incorrect number of arguments for 'fim-casefold' (<on|off>)",
                "fim-casefold foo;Invalid casefold switch",
                "fim-notify;Incorrect number of arguments for 'fim-notify' (<on|off>)",
                "fim-notify foo;Invalid notify switch",
                "fim-remote;Missing op for 'fim-remote' (<set|show|clear>)",
                "fim-remote no;Invalid remote operation",
                "fim-remote set;Missing URL for 'set' operation",
                "fim-remote show extra;Trailing arguments for fim-remote: ['extra',]",
                "fim-desktop;Missing op for 'fim-desktop' (setup,enable,clean,dump)",
                "fim-desktop no;Invalid desktop operation",
                "fim-desktop setup;Missing argument for 'setup' (/path/to/file.json)",
                "fim-desktop setup some-file.json hello;Trailing arguments for fim-desktop: ['hello',]",
                "fim-desktop setup some-file.json;Failed to open file 'some-file.json' for desktop integration",
                "fim-desktop enable;Missing arguments for 'enable' (entry,mimetype,icon,none)",
                "fim-desktop enable icon mimetype;Trailing arguments for fim-desktop: ['mimetype',]",
                "fim-desktop enable none,mimetype;'none' option should not be used with others",
                "fim-desktop enable icon2;Invalid integration item",
                "fim-desktop enable icon;Empty json data",
                "fim-desktop clean;Empty json data",
                "fim-desktop clean x;Trailing arguments for fim-desktop: ['x',]",
                "fim-desktop dump;Missing arguments for 'dump'",
                "fim-desktop dump no;Invalid dump option",
                "fim-desktop dump entry;Empty json data",
                "fim-desktop dump entry x;Trailing arguments for fim-desktop",
                "fim-desktop dump mimetype;Empty json data",
                "fim-desktop dump icon;Missing argument for 'icon'",
                "fim-desktop dump icon out.png;Empty icon data",
                "fim-desktpo dump;did you mean fim-desktop?",
                "fim-reset;Missing setting for 'fim-reset'",
                "fim-prems list;did you mean fim-perms?",
            })
    void aWrongCommandLineIsExplainedAndChangesNothing(String line, String message) throws IOException {
        byte[] before = Files.readAllBytes(image);
        assertThat(refusal(line.split(" ", -1))).contains(message);
        assertThat(Files.readAllBytes(image)).isEqualTo(before);
    }

    @Test
    void onlyAChangeOfASettingChangesTheImage() throws IOException {
        byte[] fresh = Files.readAllBytes(image);
        output("fim-perms", "clear");
        output("fim-env", "clear");
        output("fim-perms", "list");
        assertThat(Files.readAllBytes(image)).isEqualTo(fresh);
        output("fim-perms", "set", "home");
        byte[] once = Files.readAllBytes(image);
        assertThat(once).isNotEqualTo(fresh).hasSameSizeAs(fresh);
        output("fim-perms", "add", "home");
        assertThat(Files.readAllBytes(image)).isEqualTo(once);
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"permissions", "all"})
    void damagedPermissionsAreRefusedUntilTheyAreReset(String setting) throws IOException {
        output("fim-perms", "set", "home");
        byte[] bytes = Files.readAllBytes(image);
        byte[] settings = Arrays.copyOfRange(bytes, bytes.length - (4 << 20), bytes.length);
        int offset = bytes.length - (4 << 20) + (setting.equals("all") ? 8192 : 8192 + 1024);
        Arrays.fill(bytes, offset, offset + 8, (byte) 0xff);
        assertThat(settings[8192 + 1024]).isEqualTo((byte) 1);
        Files.write(image, bytes);
        assertThat(refusal("fim-perms", "list")).contains("damaged", "fim-reset " + setting);
        assertThat(refusal("fim-perms", "add", "gpu")).contains("damaged", "fim-reset " + setting);
        assertThat(output("fim-reset", setting)).isEmpty();
        assertThat(output("fim-perms", "list")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bind",
                "boot",
                "casefold",
                "desktop",
                "env",
                "notify",
                "overlay",
                "perms",
                "remote",
                "reset",
                "unshare"
            })
    void everyCommandHasAHelpOf80Columns(String topic) {
        String help = output("fim-help", topic);
        assertThat(help).startsWith("fim-" + topic + " : ").contains("Usage: fim-" + topic);
        assertThat(help.lines()).allMatch(line -> line.length() <= 80);
    }

    private String output(String... arguments) {
        Result result = run(arguments);
        assertThat(result.stderr).isEmpty();
        assertThat(result.status).isZero();
        return result.stdout;
    }

    private String refusal(String... arguments) {
        Result result = run(arguments);
        assertThat(result.stdout).isEmpty();
        assertThat(result.status).isEqualTo(125);
        return result.stderr;
    }

    @ParameterizedTest
    @CsvSource({
        "fim-perms list --jsn,did you mean --json?",
        "fim-perms add netwrok,did you mean network?",
        "fim-casefold onn,did you mean on?",
        "fim-overlay set bwrp,did you mean bwrap?",
        "fim-reset bot,did you mean boot?",
        "fim-bind add rww /a /b,did you mean rw?",
        "fim-help perm,did you mean perms?"
    })
    void theNearestWordIsAskedFor(String line, String question) {
        Result result = run(line.split(" ", -1));
        assertThat(result.status()).isEqualTo(125);
        assertThat(result.stderr()).contains(question);
    }

    @Test
    void theNearestKeyIsAskedFor() {
        run("fim-env", "add", "GREETING=x");
        assertThat(run("fim-env", "del", "GRETING").stdout())
                .contains("Key 'GRETING' not found for deletion; did you mean GREETING?");
    }

    private Result run(String... arguments) {
        Screen screen = new Screen();
        int status = application(screen.console()).run(arguments);
        return new Result(status, screen.output(), screen.errors());
    }
}
