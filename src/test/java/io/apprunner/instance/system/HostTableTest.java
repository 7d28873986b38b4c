// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostTableTest {
    @Test
    void aGuestFindsItself() {
        assertThat(HostTable.completed("", "debian"))
                .isEqualTo("127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n127.0.1.1\tdebian\n");
        assertThat(HostTable.completed("127.0.0.1 localhost", "debian"))
                .isEqualTo("127.0.0.1 localhost\n127.0.1.1\tdebian\n");
    }

    @Test
    void whatIsThereIsNotChanged() {
        String known = "127.0.0.1 localhost\n10.0.0.1\tx  debian # me\n";
        assertThat(HostTable.completed(known, "debian")).isSameAs(known);
        assertThat(HostTable.completed(known, "localhost")).isSameAs(known);
    }

    @Test
    void commentsAndAddressesAreNoNames() {
        assertThat(HostTable.completed("::1 localhost # debian\ndebian x\n", "debian"))
                .endsWith("127.0.1.1\tdebian\n");
    }
}
