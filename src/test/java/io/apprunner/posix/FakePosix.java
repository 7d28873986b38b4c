// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * A kernel that is made up as far as a test says so: calls that have an answer give that, all others reach the real kernel.
 * No program is started.
 */
public class FakePosix implements Posix {
    private final Map<SystemCall, Answer> answers = new EnumMap<>(SystemCall.class);
    private final List<Call> calls = new ArrayList<>();
    private final List<Started> started = new ArrayList<>();

    /** What a call gives. */
    public interface Answer {
        /** The result for these arguments. */
        long to(List<Long> arguments);
    }

    /** A call that had an answer. */
    public record Call(SystemCall call, List<Long> arguments) {}

    /** A program that would have been started; descriptors by the child's number. */
    public record Started(
            String path, List<String> arguments, List<String> environment, Map<Integer, Integer> descriptors) {}

    /** Answers a call always in this way. */
    public FakePosix on(SystemCall call, Answer answer) {
        answers.put(call, answer);
        return this;
    }

    /** Answers a call by these results, one after the other; the last one stays. */
    public FakePosix on(SystemCall call, long... results) {
        Queue<Long> left = new ArrayDeque<>(Arrays.stream(results).boxed().toList());
        return on(call, arguments -> left.size() > 1 ? left.remove() : left.element());
    }

    /** The calls that had answers, in their order. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** The programs that would have been started. */
    public List<Started> started() {
        return List.copyOf(started);
    }

    @Override
    public long call(SystemCall call, long a, long b, long c, long d, long e, long f) {
        Answer answer = answers.get(call);
        if (answer == null) {
            return Posix.get().call(call, a, b, c, d, e, f);
        }
        List<Long> arguments = List.of(a, b, c, d, e, f);
        calls.add(new Call(call, arguments));
        return answer.to(arguments);
    }

    @Override
    public int spawn(
            String path, List<String> arguments, List<String> environment, Map<Integer, Descriptor> descriptors) {
        Map<Integer, Integer> numbers = new HashMap<>();
        descriptors.forEach((number, descriptor) -> numbers.put(number, descriptor.number()));
        started.add(new Started(path, List.copyOf(arguments), List.copyOf(environment), numbers));
        return 4000 + started.size();
    }

    @Override
    public int spawnGroup(
            String path,
            List<String> arguments,
            List<String> environment,
            Map<Integer, Descriptor> descriptors,
            Optional<String> folder) {
        return spawn(path, arguments, environment, descriptors);
    }
}
