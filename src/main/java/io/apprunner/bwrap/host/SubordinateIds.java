// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.host;

import io.apprunner.config.HostUser;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ids that root has given to a user for the users and groups of containers (subuid(5), subgid(5)), as the command
 * lines that map them (newuidmap(1), newgidmap(1)) without the process: the user's own id is 0 inside, and the others
 * follow from 1 on.
 *
 * @param users the program and its operands for the user ids; empty when no ids are mapped
 * @param groups likewise for the group ids
 */
public record SubordinateIds(List<String> users, List<String> groups) {
    /** No ids but the user's own. */
    public static final SubordinateIds NONE = new SubordinateIds(List.of(), List.of());

    /** Only root can write to them; the user's PATH is not looked at. */
    private static final List<String> FOLDERS = List.of("usr/bin/", "bin/", "usr/local/bin/", "run/wrappers/bin/");

    /** Makes the lists unmodifiable. */
    public SubordinateIds {
        users = List.copyOf(users);
        groups = List.copyOf(groups);
    }

    /** Whether none are mapped. */
    public boolean isEmpty() {
        return users.isEmpty();
    }

    /**
     * Those of a user.
     *
     * @throws AppRunnerException when there are none, or nothing that maps them
     */
    public static SubordinateIds of(HostFiles host, HostUser user) {
        Optional<String> lack = lack(host, user);
        if (lack.isPresent()) {
            throw new AppRunnerException(ErrorCode.HOST, "there are no user ids to map: " + lack.get(), remedy(user));
        }
        return new SubordinateIds(
                command(host, "newuidmap", "etc/subuid", user, user.userId()),
                command(host, "newgidmap", "etc/subgid", user, user.groupId()));
    }

    /** What keeps a user from having them. */
    public static Optional<String> lack(HostFiles host, HostUser user) {
        for (String file : List.of("etc/subuid", "etc/subgid")) {
            if (ranges(host, file, user).isEmpty()) {
                return Optional.of("/" + file + " has no ids for " + user.name());
            }
        }
        return List.of("newuidmap", "newgidmap").stream()
                .filter(program -> find(host, program).isEmpty())
                .map(program -> program + " is not installed")
                .findFirst();
    }

    /** What gives them to a user. */
    public static String remedy(HostUser user) {
        return "as root, install newuidmap (package uidmap), and usermod --add-subuids 100000-165535"
                + " --add-subgids 100000-165535 " + user.name();
    }

    private static List<String> command(HostFiles host, String program, String file, HostUser user, int own) {
        List<String> words = new ArrayList<>();
        find(host, program).ifPresent(words::add);
        words.addAll(List.of("0", Integer.toUnsignedString(own), "1"));
        long next = 1;
        for (Range range : ranges(host, file, user)) {
            words.addAll(List.of(Long.toString(next), Long.toString(range.first()), Long.toString(range.count())));
            next += range.count();
        }
        return words;
    }

    private static Optional<String> find(HostFiles host, String program) {
        return FOLDERS.stream()
                .map(folder -> folder + program)
                .filter(host::exists)
                .map(path -> "/" + path)
                .findFirst();
    }

    private record Range(long first, long count) {}

    /** Lines of {@code user:first:count}, where the user is a name or a number. */
    private static List<Range> ranges(HostFiles host, String file, HostUser user) {
        List<String> names = List.of(user.name(), Integer.toUnsignedString(user.userId()));
        return host.text(file)
                .lines()
                .map(line -> line.strip().split(":", -1))
                .filter(fields -> fields.length == 3
                        && names.contains(fields[0])
                        && fields[1].matches("[0-9]{1,10}")
                        && fields[2].matches("[0-9]{1,10}"))
                .map(fields -> new Range(Long.parseLong(fields[1]), Long.parseLong(fields[2])))
                .filter(range -> range.count() > 0)
                .toList();
    }
}
