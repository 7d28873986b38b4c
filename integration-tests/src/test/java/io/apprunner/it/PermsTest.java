// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.OwnImageTest;
import org.junit.jupiter.api.Test;

class PermsTest extends OwnImageTest {
    @Test
    void namesAreListedInAlphabeticalOrder() {
        assertThat(image.output("fim-perms", "list")).isEmpty();
        assertThat(image.output("fim-perms", "SET", "network,HOME")).isEmpty();
        assertThat(image.output("fim-perms", "list")).isEqualTo("home\nnetwork\n");
        assertThat(image.output("fim-perms", "list", "--json")).isEqualTo("[\n  \"home\",\n  \"network\"\n]\n");
        assertThat(image.output("fim-perms", "del", "home")).isEmpty();
        assertThat(image.output("fim-perms", "list")).isEqualTo("network\n");
    }

    @Test
    void allMeansEveryOne() {
        image.output("fim-perms", "add", "all");
        assertThat(image.output("fim-perms", "list"))
                .isEqualTo(
                        "audio\ndbus_system\ndbus_user\ndev\ngpu\nhome\ninput\nmedia\nnetwork\noptical\nshm\nudev\nusb\nwayland\nxorg\n");
        image.output("fim-perms", "del", "all");
        assertThat(image.output("fim-perms", "list")).isEmpty();
    }

    @Test
    void anEmptyListIsAccepted() {
        image.output("fim-perms", "set", "home");
        image.output("fim-perms", "add", "");
        assertThat(image.output("fim-perms", "list")).isEqualTo("home\n");
        image.output("fim-perms", "set", "");
        assertThat(image.output("fim-perms", "list")).isEmpty();
        image.output("fim-perms", "set", "home");
        image.output("fim-perms", "clear");
        assertThat(image.output("fim-perms", "list")).isEmpty();
    }

    @Test
    void wrongCommandLinesAreExplained() {
        refuses("Missing op for fim-perms (add,del,list,set,clear)", "fim-perms");
        refuses("Invalid perms operation", "fim-perms no");
        refuses("No arguments for 'ADD' command", "fim-perms add");
        refuses("No arguments for 'DEL' command", "fim-perms del");
        refuses("No arguments for 'SET' command", "fim-perms set");
        refuses("Invalid permission", "fim-perms set hello");
        refuses("Invalid permission 'NONE'", "fim-perms set none");
        refuses("Permission 'all' should not be used with others", "fim-perms add all,home");
        refuses("Trailing arguments for fim-perms: ['extra',]", "fim-perms add home extra");
        refuses("Trailing arguments for fim-perms: ['extra',]", "fim-perms list extra");
        refuses("Trailing arguments for fim-perms: ['extra',]", "fim-perms clear extra");
    }

    @Test
    @Needs(Need.FUSE)
    void onlyThePermissionSharesTheNetwork() {
        String interfaces = "tail -n +3 /proc/net/dev | cut -d : -f 1 | tr -d ' '";
        assertThat(image.guest(interfaces)).isEqualTo("lo\n");
        image.output("fim-perms", "set", "network");
        assertThat(image.guest(interfaces)).isEqualTo(workspace.script(interfaces));
    }

    @Test
    @Needs(Need.FUSE)
    void onlyThePermissionShowsDevices() {
        assertThat(image.guest("ls /dev")).isNotEqualTo(workspace.script("ls /dev"));
        image.output("fim-perms", "set", "dev");
        assertThat(image.guest("ls /dev")).isEqualTo(workspace.script("ls /dev"));
    }

    @Test
    @Needs(Need.FUSE)
    void onlyThePermissionPassesAllVariables() {
        assertThat(image.with("TOKEN", "t").guest("echo \"${TOKEN-unset}\"")).isEqualTo("unset\n");
        image.output("fim-perms", "set", "environment");
        assertThat(image.with("TOKEN", "t").guest("echo \"$TOKEN $USER\"")).isEqualTo("t " + account.login() + "\n");
    }
}
