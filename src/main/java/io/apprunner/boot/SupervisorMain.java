// SPDX-License-Identifier: Apache-2.0
package io.apprunner.boot;

import io.apprunner.error.Failure;
import io.apprunner.posix.Posix;
import java.util.Arrays;
import java.util.List;

/** The supervisor as a process; it starts without Quarkus. */
public final class SupervisorMain {
    private SupervisorMain() {}

    /** Runs a guest; the arguments are {@link SelfCommand#SUPERVISE} and an encoded {@link SupervisorPlan}. */
    public static void main(String[] arguments) {
        System.exit(run(Arrays.asList(arguments).subList(1, arguments.length)));
    }

    private static int run(List<String> plan) {
        try {
            List<String> environment = System.getenv().entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .toList();
            return new Supervisor(Posix.get(), SupervisorPlan.decode(plan)).run(environment);
        } catch (RuntimeException e) {
            return Failure.report(e, System.err);
        }
    }
}
