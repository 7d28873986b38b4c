// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix;

import io.apprunner.posix.signal.Starting;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * A kernel that is made up as far as a test says so: calls that have an answer give that, all others reach the real
 * kernel. No program is started.
 */
public class FakePosix implements Posix {
    private final Map<SystemCall, Answer> answers = new EnumMap<>(SystemCall.class);
    private final List<Call> calls = new ArrayList<>();
    private final List<Started> started = new ArrayList<>();
    private Consumer<Started> whenStarted = program -> {};

    /** What a call gives. */
    public interface Answer {
        /** The result for these arguments. */
        long to(List<Long> arguments);
    }

    /**
     * A call that had an answer.
     *
     * @param path what it names: the second argument of mount(2); empty for other calls
     */
    public record Call(SystemCall call, List<Long> arguments, String path) {}

    /** A program that would have been started; descriptors by the child's number. */
    public record Started(
            String path,
            List<String> arguments,
            List<String> environment,
            Map<Integer, Integer> descriptors,
            Starting how) {
        /** The file that the program would have had as this descriptor. */
        public Descriptor descriptor(int number) {
            return Descriptor.of(
                    Posix.get(), Optional.ofNullable(descriptors.get(number)).orElseThrow());
        }
    }

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

    /** Has something done when a program would have been started, while the descriptors that it is given are open. */
    public FakePosix whenStarted(Consumer<Started> action) {
        whenStarted = action;
        return this;
    }

    /** Every child ends with this status, as wait4(2) tells it: exit codes are shifted by 8 bits, signals are not. */
    public FakePosix endingWith(int status) {
        // A process that has ended can be read from, as the null device can.
        on(
                SystemCall.PIDFD_OPEN,
                arguments -> open("/dev/null", Constants.O_RDONLY).number());
        return on(SystemCall.WAIT4, arguments -> {
            MemorySegment.ofAddress(arguments.get(1)).reinterpret(Integer.BYTES).set(ValueLayout.JAVA_INT, 0, status);
            return arguments.getFirst();
        });
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
        String path = call == SystemCall.MOUNT
                ? MemorySegment.ofAddress(b).reinterpret(Constants.PATH_MAX).getString(0)
                : "";
        calls.add(new Call(call, arguments, path));
        return answer.to(arguments);
    }

    @Override
    public String errorText(int errno) {
        return Posix.get().errorText(errno);
    }

    @Override
    public int spawn(
            String path,
            List<String> arguments,
            List<String> environment,
            Map<Integer, Descriptor> descriptors,
            Starting how) {
        Map<Integer, Integer> numbers = new HashMap<>();
        descriptors.forEach((number, descriptor) -> numbers.put(number, descriptor.number()));
        Started program = new Started(path, List.copyOf(arguments), List.copyOf(environment), numbers, how);
        started.add(program);
        whenStarted.accept(program);
        return 4000 + started.size();
    }
}
