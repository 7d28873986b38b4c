// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import io.apprunner.fuse.FuseReply;
import io.apprunner.fuse.Replies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnionListingTest extends UnionCase {
    private static final int COUNT = 3000;

    @Override
    protected Path[] trees() throws IOException {
        String[] many = new String[COUNT];
        for (int i = 0; i < COUNT; i++) {
            many[i] = "many/name" + i + "=" + i;
        }
        return new Path[] {
            tree("top", "both/a=top", "both/x=top", "kind=file"),
            tree("middle", "both/b=middle", "both/x=middle", "kind/sub=hidden"),
            tree("bottom", many)
        };
    }

    @Test
    void directoriesOfAllBranchesAreOne() {
        union().put("both/c", "upper");
        assertThat(union().list("both")).containsExactlyInAnyOrder("a", "b", "c", "x");
        assertThat(union().read("both/x")).isEqualTo("top");
        assertThat(union().read("both/b")).isEqualTo("middle");
    }

    @Test
    void whatIsNoDirectoryEndsTheMerging() {
        assertThat(union().read("kind")).isEqualTo("file");
        union().unlink("kind");
        assertThat(union().exists("kind")).isFalse();
        union().makeFolder("kind");
        assertThat(union().list("kind")).isEmpty();
    }

    @Test
    void everythingIsRemovedInOnePassWhileItIsListed() {
        long node = union().node("many");
        Set<String> seen = new HashSet<>();
        long offset = 0;
        while (true) {
            FuseReply reply = Replies.open(4096, false);
            assertThat(union().files().readDirectory(node, offset, reply)).isZero();
            Map<String, Long> entries = Replies.entries(reply, false);
            if (entries.isEmpty()) {
                break;
            }
            for (Map.Entry<String, Long> entry : entries.entrySet()) {
                offset = entry.getValue();
                if (!entry.getKey().startsWith(".")) {
                    assertThat(seen.add(entry.getKey())).isTrue();
                    union().unlink("many/" + entry.getKey());
                }
            }
        }
        assertThat(seen).hasSize(COUNT);
        union().removeFolder("many");
        assertThat(union().exists("many")).isFalse();
    }

    @Test
    void aListingNeitherSkipsNorRepeatsWhileNamesComeAndGo() {
        for (int i = 0; i < 100; i++) {
            union().put("both/new" + i, "");
        }
        long node = union().node("both");
        List<String> names = new ArrayList<>();
        long offset = 0;
        int round = 0;
        while (true) {
            FuseReply reply = Replies.open(300, false);
            union().files().readDirectory(node, offset, reply);
            Map<String, Long> entries = Replies.entries(reply, false);
            if (entries.isEmpty()) {
                break;
            }
            names.addAll(entries.keySet());
            offset = List.copyOf(entries.values()).getLast();
            union().unlink("both/new" + round);
            union().put("both/later" + round, "");
            union().write("both/a", "copied while it is listed");
            round = Math.min(round + 1, 60);
            if (round == 60) {
                break;
            }
        }
        assertThat(names).doesNotHaveDuplicates().contains("a", "b", "x", "new99");
    }

    @Test
    void numbersOfFilesDifferAndAreThoseThatAListingTells() {
        union().put("both/c", "upper");
        union().write("both/b", "copied");
        Set<Long> numbers = new HashSet<>();
        for (String path : new String[] {"", "both", "both/a", "both/b", "both/c", "both/x", "kind", "many"}) {
            long number = union().attributes(path).number();
            assertThat(numbers.add(number)).as(path).isTrue();
            assertThat(number).isBetween(1L, (1L << 32) - 1);
        }
        FuseReply reply = Replies.open(4096, false);
        union().files().readDirectory(union().node("both"), 0, reply);
        Replies.numbers(reply).forEach((name, number) -> {
            if (!name.startsWith(".")) {
                assertThat(number).isEqualTo(union().attributes("both/" + name).number());
            }
        });
    }
}
