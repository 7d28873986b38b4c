// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class UserDatabaseTest {
    private static final String LINE = "me:x:1000:100:me:/home/me:/bin/bash";
    private static final String OTHERS =
            "root:x:0:0:root:/root:/bin/sh\nuser:x:1000:1000::/home/user:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n";
    private static final UserDatabase ME = new UserDatabase(LINE);

    @Test
    void theUsersLineComesBeforeThoseThatTheImageHas() {
        assertThat(ME.passwd(OTHERS)).isEqualTo(LINE + "\n" + OTHERS);
        assertThat(ME.passwd("")).isEqualTo(LINE + "\n");
        assertThat(ME.passwd("root:x:0:0:::")).isEqualTo(LINE + "\nroot:x:0:0:::\n");
    }

    @Test
    void whatIsThereIsNotChanged() {
        String known = "root:x:0:0:::\n" + LINE + "\nother:x:1000:1:::\n";
        assertThat(ME.passwd(known)).isSameAs(known);
        String damaged = "no colons\n" + LINE;
        assertThat(ME.passwd(damaged)).isSameAs(damaged);
    }

    @Test
    void anotherLineOfTheSameNameGivesWay() {
        assertThat(ME.passwd("root:x:0:0:::\nme:x:5:5:::/bin/false\n")).isEqualTo(LINE + "\nroot:x:0:0:::\n");
        assertThat(ME.passwd("a:x:1000:1:::\n" + LINE + "\n")).isEqualTo(LINE + "\na:x:1000:1:::\n");
    }

    @Test
    void theGroupHasTheNameThatTheHostHasForIt() {
        assertThat(ME.group("root:x:0:\n", Optional.of("users"))).isEqualTo("root:x:0:\nusers:x:100:\n");
        assertThat(ME.group("users:x:7:\n", Optional.of("users"))).isEqualTo("users:x:7:\nme:x:100:\n");
        assertThat(ME.group("me:x:7:", Optional.empty())).isEqualTo("me:x:7:\ngroup100:x:100:\n");
        String known = "root:x:0:\nany:x:100:a,b\n";
        assertThat(ME.group(known, Optional.of("users"))).isSameAs(known);
    }

    @Test
    void theUserHasNoPassword() {
        assertThat(ME.shadow("root:*:1:::::\n")).isEqualTo("root:*:1:::::\nme:*:::::::\n");
        String known = "me:$6$x:1:::::\n";
        assertThat(ME.shadow(known)).isSameAs(known);
    }

    @Test
    void groupsOfTheHostHaveNames() {
        assertThat(UserDatabase.groupName("root:x:0:\nusers:x:100:me\n", "100")).contains("users");
        assertThat(UserDatabase.groupName("root:x:0:\n:x:100:\n", "100")).isEmpty();
    }

    @Test
    void rootIsWhoeverHasTheNumber() {
        assertThat(new UserDatabase("any:x:0:0:::").isRoot()).isTrue();
        assertThat(ME.isRoot()).isFalse();
    }
}
