// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.help;

import io.apprunner.command.catalogue.Catalogue;
import io.apprunner.command.catalogue.Section;
import io.apprunner.command.catalogue.Topic;
import io.apprunner.command.catalogue.Usage;
import io.apprunner.config.ConfigKey;
import java.util.List;
import java.util.stream.Collectors;

/** Manual pages, written with the macros of man(7). They bear no date, so that a build can be repeated. */
final class ManualPage {
    private final StringBuilder page = new StringBuilder();

    private ManualPage(String name, String purpose) {
        line(".TH " + name.toUpperCase(java.util.Locale.ROOT) + " 1 \"\" app-runner \"User Commands\"");
        section("NAME");
        text(name + " - " + purpose);
    }

    /** The page of the whole program. */
    static String general(Catalogue catalogue) {
        ManualPage page = new ManualPage("app-runner", "a container in a single executable file");
        page.section("SYNOPSIS");
        page.command("app-runner", "[args...]");
        page.command("app-runner fim-<command>", "[args...]");
        page.section("DESCRIPTION");
        page.text("The executable file carries layers of a root file system. Without a command it runs the image's boot"
                + " program in a container made of them; arguments follow the stored ones.");
        page.section("COMMANDS");
        for (Topic topic : catalogue.known()) {
            page.item(topic.command(), topic.purpose() + "; see app-runner-" + topic.command() + "(1)");
        }
        page.section("EXIT STATUS");
        page.text("That of the program; 125 when app-runner itself failed, and a line on standard error says why.");
        page.section("ENVIRONMENT");
        for (ConfigKey key : ConfigKey.values()) {
            if (!key.variable().isEmpty()) {
                page.item(key.variable(), SettingsTopic.explained(key));
            }
        }
        return page.page.toString();
    }

    /** The page of a command. */
    static String of(Topic topic) {
        ManualPage page = new ManualPage("app-runner-" + topic.command(), topic.purpose());
        page.section("SYNOPSIS");
        for (Usage usage : topic.usages()) {
            page.command("app-runner " + usage.command(), usage.operands());
        }
        page.operands(topic);
        page.paragraphs("NOTES", topic.notes().stream().map(ManualPage::joined).toList());
        page.paragraphs(
                "EXAMPLES",
                topic.examples().stream()
                        .map(example -> "app-runner " + example)
                        .toList());
        page.section("SEE ALSO");
        page.text("app-runner(1)");
        return page.page.toString();
    }

    private void operands(Topic topic) {
        List<Section> sections = topic.sections().stream()
                .filter(section -> !section.details().isEmpty())
                .toList();
        if (!sections.isEmpty()) {
            section("OPERANDS");
        }
        for (Section section : sections) {
            if (topic.sections().size() > 1) {
                line(".SS " + quoted(String.join(", ", section.words())));
            }
            section.details().forEach(detail -> item(detail.word(), joined(detail.meaning())));
        }
    }

    /** Lines break where the terminal ends. */
    private static String joined(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining(" "));
    }

    private void section(String title) {
        line(".SH " + quoted(title));
    }

    private void command(String name, String rest) {
        line(".B " + quoted(name));
        text(rest);
        line(".br");
    }

    private void item(String word, String meaning) {
        line(".TP");
        line(".B " + quoted(word));
        text(meaning);
    }

    private void paragraphs(String title, List<String> paragraphs) {
        if (!paragraphs.isEmpty()) {
            section(title);
            for (String paragraph : paragraphs) {
                text(paragraph);
                line(".PP");
            }
            page.setLength(page.length() - ".PP\n".length());
        }
    }

    private void text(String text) {
        if (!text.isEmpty()) {
            line((text.startsWith(".") || text.startsWith("'") ? "\\&" : "") + escaped(text));
        }
    }

    private static String quoted(String text) {
        return "\"" + escaped(text).replace("\"", "\\(dq") + "\"";
    }

    /** Characters that roff would make something else of. */
    private static String escaped(String text) {
        return text.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("'", "\\(aq")
                .replace("`", "\\(ga")
                .replace("^", "\\(ha")
                .replace("~", "\\(ti");
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
