// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.help;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.command.Commands;
import io.apprunner.command.help.CompletionRule.Kind;
import io.apprunner.command.layer.LayerCommand;
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
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class HelpTest {
    static List<String> topics() {
        return HelpText.topics();
    }

    static List<HelpTopic> commands() {
        return HelpText.commands();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyTopicFitsInto80ColumnsOfAscii(String topic) {
        assertThat(HelpText.of(topic).orElseThrow().lines())
                .allMatch(line -> line.length() <= 80 && line.chars().allMatch(c -> c >= ' ' && c < 127));
    }

    @Test
    void theGeneralHelpFitsToo() {
        assertThat(HelpText.GENERAL.lines()).allMatch(line -> line.length() <= 80);
        assertThat(Commands.names()).allMatch(HelpText.GENERAL::contains);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandTellsItsPurposeAndUsages(HelpTopic topic) {
        assertThat(Commands.names()).contains(topic.command());
        assertThat(topic.purpose()).isNotEmpty();
        assertThat(topic.usages())
                .isNotEmpty()
                .allMatch(usage -> usage.text().startsWith(topic.command())
                        && !usage.text().contains("  "));
    }

    @Test
    void theOperationsAndOptionsOfThePicocliModelAreInTheHelp() {
        CommandSpec layer = new CommandLine(LayerCommand.class, new WithoutBeans()).getCommandSpec();
        List<String> usages = commands().stream()
                .flatMap(topic -> topic.usages().stream())
                .map(Usage::text)
                .toList();
        layer.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(spec -> !spec.usageMessage().hidden())
                .forEach(spec -> assertThat(usages)
                        .as(spec.name())
                        .anyMatch(usage -> usage.startsWith("fim-layer " + spec.name())
                                && spec.options().stream().allMatch(option -> usage.contains(option.longestName()))));
    }

    @Test
    void theNamesInTheHelpAreThoseOfTheProgram() {
        assertNames("perms", Flag.labels(EnumSet.allOf(Permission.class)));
        assertNames("unshare", Flag.labels(EnumSet.allOf(Unshare.class)));
        assertNames(
                "reset", Arrays.stream(Component.values()).map(Component::label).toList());
        assertThat(HelpText.of("overlay").orElseThrow())
                .contains(String.join(
                        "|",
                        Arrays.stream(OverlayKind.values())
                                .map(OverlayKind::label)
                                .toList()));
        assertThat(HelpText.of("settings").orElseThrow())
                .contains(Arrays.stream(ConfigKey.values())
                        .map(ConfigKey::variable)
                        .toList());
    }

    private static void assertNames(String topic, List<String> names) {
        HelpTopic parsed = HelpTopic.parse(HelpText.of(topic).orElseThrow());
        String meaning = parsed.blocks().getFirst().details().getFirst().meaning();
        assertThat(meaning.split(", (or )?", -1)).containsAll(names).hasSize(names.size() + 1);
    }

    @Test
    void placesOfTheCommandLineHaveTheirValues() {
        assertThat(at("")).containsExactlyElementsOf(Commands.names());
        assertThat(at("fim-perms")).containsExactly("add", "del", "set", "list", "clear");
        assertThat(at("fim-perms list")).containsExactly("--json");
        assertThat(at("fim-perms add")).contains("all", "network", "dbus_user").hasSize(16);
        assertThat(at("fim-overlay set")).containsExactly("bwrap", "overlayfs", "unionfs");
        assertThat(at("fim-casefold")).containsExactly("on", "off");
        assertThat(at("fim-reset")).contains("all", "boot", "icon");
        assertThat(at("fim-help")).contains("perms", "settings", "man", "completion");
        assertThat(at("fim-help man")).contains("perms").doesNotContain("settings");
        assertThat(at("fim-help completion")).containsExactly("bash", "zsh", "fish");
        assertThat(at("fim-layer"))
                .contains("create", "add", "list", "verify", "extract", "list-files", "diff", "info");
        assertThat(at("fim-layer extract")).containsExactlyInAnyOrder("--layer", "--keep-special", "--json");
        assertThat(at("fim-exec")).isEmpty();
        assertThat(kinds("fim-layer extract")).contains(Kind.FILE);
        assertThat(kinds("fim-layer extract --json --layer 1 x")).containsExactly(Kind.DIRECTORY);
        assertThat(kinds("fim-perms set")).containsExactly(Kind.LIST);
        assertThat(kinds("fim-bind add ro")).containsExactly(Kind.FILE);
    }

    @ParameterizedTest
    @EnumSource(CompletionScript.class)
    void scriptsNameTheProgramsThatTheyAreFor(CompletionScript script) {
        assertThat(script.text(List.of("app-runner"))).contains("app-runner\n").doesNotContain("@RULES@", "@NAMES@");
        assertThat(script.text(List.of("fire fox", "it's"))).contains("'fire fox' 'it'\\''s'");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void manualPagesKeepTheirTextFromRoff(HelpTopic topic) {
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
        return CompletionRule.all().stream().filter(rule -> {
            boolean matches = rule.before().size() == words.size();
            for (int i = 0; matches && i < words.size(); i++) {
                matches = words.get(i).matches(rule.before().get(i));
            }
            return matches;
        });
    }

    /** Makes no commands: only their model is wanted. */
    private static final class WithoutBeans implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) {
            throw new UnsupportedOperationException(type.getName());
        }
    }
}
