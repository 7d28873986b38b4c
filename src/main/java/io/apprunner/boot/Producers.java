// SPDX-License-Identifier: Apache-2.0
package io.apprunner.boot;

import io.apprunner.posix.Posix;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes beans of types that know nothing of CDI. */
final class Producers {
    private Producers() {}

    @Produces
    @Singleton
    static Posix posix() {
        return Posix.get();
    }
}
