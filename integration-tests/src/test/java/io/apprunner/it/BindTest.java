// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.it.support.Need;
import io.apprunner.it.support.Needs;
import io.apprunner.it.support.OwnImageTest;
import org.junit.jupiter.api.Test;

class BindTest extends OwnImageTest {
    @Test
    void bindsAreNumberedFromZero() {
        assertThat(image.output("fim-bind", "list")).isEmpty();
        assertThat(image.output("fim-bind", "add", "ro", "/a", "/b")).contains("Binding index is '0'");
        assertThat(image.output("fim-bind", "add", "DEV", "/c d", "/e")).contains("Binding index is '1'");
        assertThat(image.output("fim-bind", "del", "0")).contains("Erase element with index '0'");
        assertThat(image.output("fim-bind", "del", "7")).contains("No element with index '7' found");
        assertThat(image.output("fim-bind", "list"))
                .isEqualTo(
                        "{\n  \"0\": {\n    \"dst\": \"/e\",\n    \"src\": \"/c d\",\n    \"type\": \"dev\"\n  }\n}\n");
    }

    @Test
    @Needs(Need.FUSE)
    void theGuestSeesWhatIsBound() {
        workspace.write(workspace.home().resolve("a file"), "text");
        image.output("fim-bind", "add", "ro", "\"$HOME/a file\"", "/bound");
        image.output("fim-bind", "add", "rw", "/no/such/file", "/nothing");
        assertThat(image.guest("cat /bound; echo x 2> /dev/null > /bound || echo ' is read-only'"))
                .isEqualTo("text is read-only\n");
        image.output("fim-bind", "del", "0");
        assertThat(image.guest("cat /bound")).isEmpty();
    }

    @Test
    @Needs(Need.FUSE)
    void whatIsNoPlainFileOrFolderIsBoundAsItIs() {
        workspace.script("mkfifo \"$1/pipe\"; ln -s home \"$2/link\"", workspace.home(), workspace.folder());
        image.output("fim-bind", "add", "ro", workspace.home() + "/pipe", "/pipe");
        image.output("fim-bind", "add", "ro", workspace.home() + "/../home", "/dots");
        image.output("fim-bind", "add", "ro", workspace.folder() + "/link", "/link");
        image.output("fim-bind", "add", "ro", "/", "/host");
        assertThat(image.guest("test -p /pipe && ls /dots /link && ls -A /host" + workspace.data()))
                .isEqualTo("/dots:\npipe\n\n/link:\npipe\n");
        assertThat(image.guest("test -d /host/proc && mount -o remount,rw /host 2> /dev/null || echo x 2> /dev/null"
                        + " > /host" + workspace.home() + "/new || echo closed"))
                .isEqualTo("closed\n");
    }

    @Test
    void wrongCommandLinesAreExplained() {
        refuses("Missing op for 'fim-bind' command (add,del,list)", "fim-bind");
        refuses("Invalid bind operation", "fim-bind no");
        refuses("Incorrect number of arguments for 'add' (<ro,rw,dev> <src> <dst>)", "fim-bind add");
        refuses("Invalid bind type", "fim-bind add none a b");
        refuses("Invalid bind type", "fim-bind add xx");
        refuses("Incorrect number of arguments for 'add' (<ro,rw,dev> <src> <dst>)", "fim-bind add ro a");
        refuses("Incorrect number of arguments for 'del' (<index>)", "fim-bind del");
        refuses("Index argument for 'del' is not a number", "fim-bind del x");
        refuses("'list' command takes no arguments", "fim-bind list x");
    }
}
