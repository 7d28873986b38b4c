// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.OwnImageTest;
import org.junit.jupiter.api.Test;

class UnshareTest extends OwnImageTest {
    @Test
    void namesAreListedInAlphabeticalOrder() {
        assertThat(image.output("fim-unshare", "list")).isEmpty();
        assertThat(image.output("fim-unshare", "SET", "net,IPC")).isEmpty();
        assertThat(image.output("fim-unshare", "list")).isEqualTo("ipc\nnet\n");
        assertThat(image.output("fim-unshare", "list", "--json")).isEqualTo("[\n  \"ipc\",\n  \"net\"\n]\n");
        assertThat(image.output("fim-unshare", "del", "ipc")).isEmpty();
        assertThat(image.output("fim-unshare", "list")).isEqualTo("net\n");
    }

    @Test
    void allMeansEveryOne() {
        image.output("fim-unshare", "add", "all");
        assertThat(image.output("fim-unshare", "list")).isEqualTo("cgroup\nipc\nnet\npid\nuser\nuts\n");
        image.output("fim-unshare", "del", "all");
        assertThat(image.output("fim-unshare", "list")).isEmpty();
    }

    @Test
    void anEmptyListIsAccepted() {
        image.output("fim-unshare", "set", "ipc");
        image.output("fim-unshare", "add", "");
        assertThat(image.output("fim-unshare", "list")).isEqualTo("ipc\n");
        image.output("fim-unshare", "set", "");
        assertThat(image.output("fim-unshare", "list")).isEmpty();
        image.output("fim-unshare", "set", "ipc");
        image.output("fim-unshare", "clear");
        assertThat(image.output("fim-unshare", "list")).isEmpty();
    }

    @Test
    void wrongCommandLinesAreExplained() {
        refuses("Missing op for fim-unshare (add,clear,del,list,set)", "fim-unshare");
        refuses("Invalid unshare operation", "fim-unshare no");
        refuses("No arguments for 'ADD' command", "fim-unshare add");
        refuses("No arguments for 'DEL' command", "fim-unshare del");
        refuses("No arguments for 'SET' command", "fim-unshare set");
        refuses("Invalid unshare option", "fim-unshare set hello");
        refuses("Invalid unshare option 'NONE'", "fim-unshare set none");
        refuses("Unshare option 'all' should not be used with others", "fim-unshare add all,ipc");
        refuses("Trailing arguments for fim-unshare: ['extra',]", "fim-unshare add ipc extra");
        refuses("Trailing arguments for fim-unshare: ['extra',]", "fim-unshare list extra");
        refuses("Trailing arguments for fim-unshare: ['extra',]", "fim-unshare clear extra");
    }

    @Test
    @Needs(Need.FUSE)
    void theGuestHasNamespacesOfItsOwn() {
        for (String kind : new String[] {"uts", "cgroup", "ipc", "pid", "net", "mnt"}) {
            String script = "readlink /proc/self/ns/" + kind;
            assertThat(image.guest(script)).isNotEqualTo(workspace.script(script));
        }
    }

    @Test
    @Needs(Need.FUSE)
    void theNetworkThatAPermissionSharesCanBeTakenAway() {
        String script = "readlink /proc/self/ns/net";
        image.output("fim-perms", "set", "network");
        assertThat(image.guest(script)).isEqualTo(workspace.script(script));
        image.output("fim-unshare", "set", "net");
        assertThat(image.guest(script)).isNotEqualTo(workspace.script(script));
    }
}
