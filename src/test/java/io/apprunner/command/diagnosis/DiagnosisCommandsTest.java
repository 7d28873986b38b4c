// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.apprunner.bwrap.share.Mount;
import io.apprunner.bwrap.share.Mount.Access;
import io.apprunner.command.Screen;
import io.apprunner.command.output.Json;
import io.apprunner.diagnosis.Doctor;
import io.apprunner.diagnosis.Explainer;
import io.apprunner.diagnosis.Reachable;
import io.apprunner.diagnosis.check.Finding;
import io.apprunner.diagnosis.check.Finding.State;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DiagnosisCommandsTest {
    private static final Reachable REACHABLE = new Reachable(
            "home",
            "files",
            List.of(Mount.of(Access.WRITE, "/home/me"), new Mount(Access.READ, "/a", "/b\n")),
            List.of("X"),
            List.of("so"));

    private final Screen screen = new Screen();

    @ParameterizedTest
    @EnumSource(State.class)
    void theStatusTellsWhetherARunWouldFail(State state) {
        Finding finding = new Finding("fuse", state, "it is\n", "load it");
        assertThat(screen.run(List.of(doctor(finding), new Json(new ObjectMapper())), "fim-doctor"))
                .isEqualTo(state == State.FAILS ? 1 : 0);
        assertThat(screen.output())
                .isEqualTo("%-7s fuse         it is\\x0a\n                     load it\n".formatted(state.label()));
    }

    @Test
    void theDoctorsFindingsAreJsonToo() {
        Finding finding = new Finding("fuse", State.FAILS, "it is", "load it");
        assertThat(screen.run(List.of(doctor(finding), new Json(new ObjectMapper())), "fim-doctor", "--json"))
                .isEqualTo(1);
        assertThat(screen.output())
                .contains("\"found\": \"it is\"", "\"remedy\": \"load it\"", "\"state\": \"fails\"", "\"subject\"");
    }

    @Test
    void whatAGuestReachesIsExplainedPermissionByPermission() {
        screen.run(List.of(explainer(REACHABLE), new Json(new ObjectMapper())), "fim-perms", "explain");
        assertThat(screen.output()).isEqualTo("""
                        home         files
                                     write /home/me
                                     read /a as /b\\x0a
                                     variables: X
                                     weaker: so
                        """);
    }

    @ParameterizedTest
    @CsvSource({"explain,nothing of this host: no permission, 1", "--json,[],1"})
    void aGuestWithoutPermissionsReachesNothing(String option, String start, int lines) {
        String[] line = option.equals("explain")
                ? new String[] {"fim-perms", "explain"}
                : new String[] {"fim-perms", "explain", option};
        screen.run(List.of(explainer(), new Json(new ObjectMapper())), line);
        assertThat(screen.output()).startsWith(start.strip()).hasLineCount(lines);
    }

    @Test
    void theExplanationIsJsonToo() {
        screen.run(List.of(explainer(REACHABLE), new Json(new ObjectMapper())), "fim-perms", "explain", "--json");
        assertThat(screen.output())
                .contains("\"permission\": \"home\"", "\"access\": \"write\"", "\"dst\": \"/home/me\"", "\"weaker\"");
    }

    private static Doctor doctor(Finding... findings) {
        return () -> List.of(findings);
    }

    private static Explainer explainer(Reachable... all) {
        return () -> List.of(all);
    }
}
