// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The seccomp filter of a guest, as a program that the kernel runs at each system call (seccomp(2)). For each interface
 * it compares the call's number with those of {@link Rules}, one after the other: the kernel remembers the answers that
 * depend on the number alone.
 *
 * @param words its instructions, each as a number of 64 bits
 */
public record Filter(List<Long> words) {
    static final int NUMBER = 0;
    static final int ARCHITECTURE = 4;
    private static final int ARGUMENTS = 16;

    private static final int ALLOW = 0x7FFF_0000;
    private static final int ERRNO = 0x0005_0000;
    private static final int ENOSYS = 38;

    /** The bit that tells calls of x32 from those of x86-64. */
    private static final int X32 = 0x4000_0000;

    /** The number that a tracer uses to leave a call out. */
    private static final int NO_CALL = -1;

    /** Those of nearly all runs, made when the native executable is built. */
    private static final Map<Set<Opening>, Filter> USUAL = Map.of(
            Set.of(), assembled(Architecture.X86_64, Set.of()),
            Set.of(Opening.CHROOT), assembled(Architecture.X86_64, Set.of(Opening.CHROOT)));

    /** Makes the list unmodifiable. */
    public Filter {
        words = List.copyOf(words);
    }

    /**
     * Makes the filter.
     *
     * @param machine what this program was built for
     * @param open what is not to be refused
     */
    public static Filter of(Architecture machine, Set<Opening> open) {
        Filter usual = machine == Architecture.X86_64 ? USUAL.get(open) : null;
        return usual == null ? assembled(machine, open) : usual;
    }

    private static Filter assembled(Architecture machine, Set<Opening> open) {
        List<Instruction> program = new ArrayList<>();
        program.add(new Instruction(Instruction.LOAD, ARCHITECTURE));
        program.addAll(section(machine, open));
        if (open.contains(Opening.MULTIARCH)) {
            machine.compatible().ifPresent(other -> program.addAll(section(other, open)));
        }
        program.add(refuse(ENOSYS));
        return new Filter(program.stream().map(Instruction::word).toList());
    }

    /**
     * The same for a guest whose root is an ordinary user outside: calls for which that user would need to be root are
     * answered as done; see {@link RootEmulation}.
     */
    public Filter emulatingRoot(Architecture machine) {
        return new Filter(Stream.concat(RootEmulation.before(machine).stream().map(Instruction::word), words.stream())
                .toList());
    }

    /** The program as bubblewrap's {@code --seccomp} reads it. */
    public byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(words.size() * Instruction.SIZE).order(ByteOrder.nativeOrder());
        words.forEach(bytes::putLong);
        return bytes.array();
    }

    /** What is done for calls of one interface; it ends with an answer, and is left out for other interfaces. */
    private static List<Instruction> section(Architecture architecture, Set<Opening> open) {
        List<Instruction> body = new ArrayList<>();
        body.add(new Instruction(Instruction.LOAD, NUMBER));
        if (architecture == Architecture.X86_64) {
            body.add(new Instruction(Instruction.EQUAL, 0, 1, NO_CALL));
            body.add(new Instruction(Instruction.RETURN, ALLOW));
            body.add(new Instruction(Instruction.BITS, 0, 1, X32));
            body.add(refuse(ENOSYS));
        }
        body.add(new Instruction(Instruction.GREATER, 0, 1, Architecture.LAST_CALL));
        body.add(refuse(ENOSYS));
        for (GuardedCall call : GuardedCall.values()) {
            List<Rule> rules = Rules.ALL.stream()
                    .filter(rule -> rule.calls().contains(call)
                            && rule.openings().stream().noneMatch(open::contains))
                    .toList();
            if (call.number(architecture) != GuardedCall.NONE && !rules.isEmpty()) {
                body.addAll(answers(call.number(architecture), rules));
            }
        }
        body.add(new Instruction(Instruction.RETURN, ALLOW));
        List<Instruction> section = new ArrayList<>();
        // A comparison cannot leave out so many instructions, a jump can.
        section.add(new Instruction(Instruction.EQUAL, 1, 0, architecture.auditNumber()));
        section.add(new Instruction(Instruction.JUMP, body.size()));
        section.addAll(body);
        return section;
    }

    /** What is answered to one call; other calls leave it out. */
    private static List<Instruction> answers(int number, List<Rule> rules) {
        List<Instruction> tests = new ArrayList<>();
        rules.forEach(rule -> tests.addAll(answer(rule)));
        if (!(rules.getLast().condition() instanceof Condition.Always)) {
            tests.add(new Instruction(Instruction.RETURN, ALLOW));
        }
        tests.addFirst(new Instruction(Instruction.EQUAL, 0, tests.size(), number));
        return tests;
    }

    private static List<Instruction> answer(Rule rule) {
        Instruction refusal = refuse(rule.errno());
        return switch (rule.condition()) {
            case Condition.Always always -> List.of(refusal);
            case Condition.AnyBit any ->
                List.of(load(any.argument()), new Instruction(Instruction.BITS, 0, 1, any.bits()), refusal);
            case Condition.OneOf oneOf -> {
                List<Instruction> tests = comparisons(oneOf.argument(), oneOf.values(), 1);
                tests.add(new Instruction(Instruction.JUMP, 1));
                tests.add(refusal);
                yield tests;
            }
            case Condition.NoneOf noneOf -> {
                List<Instruction> tests = comparisons(noneOf.argument(), noneOf.values(), 1);
                tests.add(refusal);
                yield tests;
            }
            case Condition.FirstIsAndNoneOf both -> {
                List<Instruction> tests = comparisons(both.argument(), both.values(), 1);
                tests.add(refusal);
                tests.addFirst(new Instruction(Instruction.EQUAL, 0, tests.size(), both.first()));
                tests.addFirst(load(0));
                yield tests;
            }
        };
    }

    /** Loads an argument and compares it; when one is equal, what follows is left out as far as told. */
    private static List<Instruction> comparisons(int argument, Set<Integer> values, int leftOut) {
        List<Instruction> tests = new ArrayList<>();
        tests.add(load(argument));
        int after = values.size();
        for (int value : values.stream().sorted().toList()) {
            after--;
            tests.add(new Instruction(Instruction.EQUAL, after + leftOut, 0, value));
        }
        return tests;
    }

    private static Instruction load(int argument) {
        int low = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? 0 : Integer.BYTES;
        return new Instruction(Instruction.LOAD, ARGUMENTS + argument * Long.BYTES + low);
    }

    private static Instruction refuse(int errno) {
        return new Instruction(Instruction.RETURN, ERRNO | errno);
    }
}
