// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.help;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.command.Operations;
import io.apprunner.command.catalogue.Catalogue;
import io.apprunner.command.catalogue.Section;
import io.apprunner.command.catalogue.Topic;
import io.apprunner.command.help.CompletionRule.Kind;
import io.apprunner.config.ConfigKey;
import io.apprunner.db.Flag;
import io.apprunner.db.OverlayKind;
import io.apprunner.db.Permission;
import io.apprunner.db.Unshare;
import io.apprunner.reserved.Component;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class HelpTest {
    private static final Catalogue CATALOGUE = Operations.catalogue();

    static List<String> topics() {
        return HelpText.topics(CATALOGUE);
    }

    static List<Topic> commands() {
        return CATALOGUE.known();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyTopicFitsInto80ColumnsOfAscii(String topic) {
        assertThat(HelpText.of(CATALOGUE, topic).lines())
                .allMatch(line -> line.length() <= 80 && line.chars().allMatch(c -> c >= ' ' && c < 127));
    }

    @Test
    void theGeneralHelpFitsToo() {
        assertThat(HelpText.general(CATALOGUE).lines()).allMatch(line -> line.length() <= 80);
        assertThat(CATALOGUE.names()).allMatch(HelpText.general(CATALOGUE)::contains);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandTellsItsPurposeAndUsages(Topic topic) {
        assertThat(CATALOGUE.names()).contains(topic.command());
        assertThat(topic.purpose()).isNotEmpty();
        assertThat(topic.usages())
                .isNotEmpty()
                .allMatch(usage -> usage.command().equals(topic.command())
                        && !usage.operands().contains("  "));
    }

    @Test
    void theNamesInTheHelpAreThoseOfTheProgram() {
        assertNames("perms", Flag.labels(EnumSet.allOf(Permission.class)));
        assertNames("unshare", Flag.labels(EnumSet.allOf(Unshare.class)));
        assertNames(
                "reset", Arrays.stream(Component.values()).map(Component::label).toList());
        assertThat(HelpText.of(CATALOGUE, "overlay"))
                .contains(String.join(
                        "|",
                        Arrays.stream(OverlayKind.values())
                                .map(OverlayKind::label)
                                .toList()));
        assertThat(HelpText.of(CATALOGUE, "settings"))
                .contains(Arrays.stream(ConfigKey.values())
                        .map(ConfigKey::variable)
                        .toList());
    }

    private static void assertNames(String topic, List<String> names) {
        Section first = HelpText.topic(CATALOGUE, topic).sections().getFirst();
        String meaning = first.details().getFirst().meaning();
        assertThat(meaning.split(", (or )?", -1)).containsAll(names).hasSize(names.size() + 1);
    }

    @Test
    void placesOfTheCommandLineHaveTheirValues() {
        assertThat(at("")).containsExactlyElementsOf(CATALOGUE.names());
        assertThat(at("fim-perms")).containsExactly("add", "del", "set", "list", "explain", "clear");
        assertThat(at("fim-perms list")).containsExactly("--json");
        assertThat(at("fim-perms add")).contains("all", "network", "dbus_user").hasSize(20);
        assertThat(at("fim-overlay set")).containsExactly("bwrap", "overlayfs", "unionfs");
        assertThat(at("fim-casefold")).containsExactly("on", "off");
        assertThat(at("fim-reset")).contains("all", "boot", "icon");
        assertThat(at("fim-help")).contains("perms", "settings", "man", "completion");
        assertThat(at("fim-desktop enable")).containsExactly("entry", "mimetype", "icon", "none");
        assertThat(kinds("fim-desktop setup")).containsExactly(Kind.FILE);
        assertThat(at("fim-help man")).contains("perms").doesNotContain("settings");
        assertThat(at("fim-help completion")).containsExactly("bash", "zsh", "fish");
        assertThat(at("fim-layer"))
                .contains("create", "add", "list", "verify", "extract", "list-files", "diff", "info");
        assertThat(at("fim-layer extract"))
                .containsExactlyInAnyOrder("--layer", "--keep-special", "--fail-fast", "--json");
        assertThat(at("fim-exec")).containsExactlyInAnyOrder("--env", "--preserve-fds");
        assertThat(at("fim-exec ls")).isEmpty();
        assertThat(kinds("fim-layer extract")).contains(Kind.FILE);
        assertThat(kinds("fim-layer extract --json --layer 1 x")).containsExactly(Kind.DIRECTORY);
        assertThat(kinds("fim-perms set")).containsExactly(Kind.LIST);
        assertThat(kinds("fim-bind add ro")).containsExactly(Kind.FILE);
    }

    @ParameterizedTest
    @EnumSource(CompletionScript.class)
    void scriptsNameTheProgramsThatTheyAreFor(CompletionScript script) {
        List<CompletionRule> rules = CompletionRule.all(CATALOGUE);
        assertThat(script.text(rules, List.of("app-runner")))
                .contains("app-runner\n")
                .doesNotContain("@RULES@", "@NAMES@");
        assertThat(script.text(rules, List.of("fire fox", "it's"))).contains("'fire fox' 'it'\\''s'");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void manualPagesKeepTheirTextFromRoff(Topic topic) {
        assertThat(ManualPage.of(topic).lines())
                .allMatch(line -> line.matches("(\\.(TH|SH|SS|B|TP|PP|br)\\b.*|[^.'].*)"))
                .noneMatch(
                        line -> line.replaceAll("\\\\(e|-|&|\\([a-z]{2})", "").contains("\\"));
    }

    private static List<String> at(String before) {
        return rules(before).flatMap(rule -> rule.values().stream()).distinct().toList();
    }

    private static List<Kind> kinds(String before) {
        return rules(before).map(CompletionRule::kind).distinct().toList();
    }

    private static Stream<CompletionRule> rules(String before) {
        List<String> words = before.isEmpty() ? List.of() : List.of(before.split(" ", -1));
        return CompletionRule.all(CATALOGUE).stream().filter(rule -> {
            boolean matches = rule.before().size() == words.size();
            for (int i = 0; matches && i < words.size(); i++) {
                matches = words.get(i).matches(rule.before().get(i));
            }
            return matches;
        });
    }
}
