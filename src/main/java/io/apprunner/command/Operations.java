// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command;

import io.apprunner.command.catalogue.Catalogue;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** The one list of what can be asked for; everything else about operations derives from it. */
public final class Operations {
    private static final Catalogue ALL = new Catalogue(List.of(
            ProgramTopics.exec(),
            ProgramTopics.root(),
            LayerTopics.layer(),
            ImageTopics.boot(),
            GuestTopics.perms(),
            GuestTopics.unshare(),
            GuestTopics.env(),
            GuestTopics.bind(),
            GuestTopics.limits(),
            ImageTopics.overlay(),
            ImageTopics.casefold(),
            ImageTopics.desktop(),
            ImageTopics.notification(),
            ImageTopics.remote(),
            ImageTopics.reset(),
            ProgramTopics.doctor(),
            ProgramTopics.version(),
            ProgramTopics.help(),
            ProgramTopics.assemble(),
            ProgramTopics.posixContract()));

    private Operations() {}

    /** The catalogue, with the classes of the operations. */
    @Produces
    @Singleton
    public static Catalogue catalogue() {
        return ALL;
    }
}
