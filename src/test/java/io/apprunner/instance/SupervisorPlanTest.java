// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.filesystems.mount.LayerView;
import io.apprunner.image.Region;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SupervisorPlanTest {
    @Test
    void aPlanSurvivesItsWayThroughAnArgumentList() {
        SupervisorPlan plan = new SupervisorPlan(
                3,
                4,
                99,
                9,
                Path.of("/data dir/mnt"),
                Path.of("/data dir/root"),
                Path.of("/data dir/work"),
                new LayerView(-1, 0, true),
                "/tmp/start files",
                "me:x:1:1:me:/home/me:/bin/sh",
                new Region(10, 20),
                List.of(
                        new SupervisorPlan.Layer(3, new Region(1L << 40, 5)),
                        new SupervisorPlan.Layer(12, new Region(7, 8))),
                List.of("bwrap", "--", "", "a b", "-x"));
        assertThat(SupervisorPlan.decode(plan.encode())).isEqualTo(plan);
    }
}
