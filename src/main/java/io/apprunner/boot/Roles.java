// SPDX-License-Identifier: Apache-2.0
package io.apprunner.boot;

import io.apprunner.config.ConfigKey;
import io.apprunner.error.Failure;
import io.apprunner.posix.Posix;
import io.apprunner.posix.ProcessText;
import java.util.List;
import java.util.Set;

/** The roles in which this program starts itself again, without Quarkus. Their names are for its own use. */
public final class Roles {
    /** The {@link Front}: descriptor of bubblewrap, number of the pipe, bubblewrap's argument list. */
    static final String FRONT = "fim-front";

    /** The {@link Supervisor}: an encoded {@link SupervisorPlan}. */
    static final String SUPERVISE = "fim-supervise";

    /** The process of a {@link LayerServer}: descriptors of the pipes for its order and for its answer. */
    static final String MOUNT = "fim-mount";

    /** The {@link Demotion}: descriptor of a program, its argument list. */
    static final String DEMOTE = "fim-demote";

    private static final Set<String> NAMES = Set.of(FRONT, SUPERVISE, DEMOTE, MOUNT);

    private Roles() {}

    /** Whether a command line asks for a role. */
    public static boolean isRole(String[] arguments) {
        return arguments.length > 0 && NAMES.contains(arguments[0]);
    }

    /** Plays the role that the arguments name, then ends the process. */
    public static void main(String[] arguments) {
        System.exit(run(ProcessText.arguments(arguments)));
    }

    private static int run(List<String> arguments) {
        Posix posix = Posix.get();
        List<String> rest = arguments.subList(1, arguments.size());
        try {
            return switch (arguments.getFirst()) {
                case FRONT ->
                    new Front(posix)
                            .run(
                                    Integer.parseInt(rest.get(0)),
                                    Integer.parseInt(rest.get(1)),
                                    rest.subList(2, rest.size()),
                                    ProcessText.environment());
                case SUPERVISE -> new Supervisor(posix, SupervisorPlan.decode(rest)).run(ProcessText.environment());
                case MOUNT -> LayerServer.serve(posix, Integer.parseInt(rest.get(0)), Integer.parseInt(rest.get(1)));
                case DEMOTE ->
                    new Demotion(posix)
                            .become(
                                    Integer.parseInt(rest.get(0)),
                                    rest.subList(1, rest.size()),
                                    ProcessText.environment());
                default -> throw new IllegalArgumentException(arguments.getFirst());
            };
        } catch (RuntimeException e) {
            return Failure.report(
                    e, System.err, ConfigKey.DEBUG.given(System.getenv()).isPresent());
        }
    }
}
