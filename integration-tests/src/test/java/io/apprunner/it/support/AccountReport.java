// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Says at the end how many cases ran and were skipped for each account, why, and which failed; and writes a line for
 * each case with its account to target/cases.txt. In surefire's own reports an account is only a number: [1], [2].
 */
public final class AccountReport implements TestExecutionListener {
    private static final Path LIST = Path.of("target/cases.txt");

    private final List<Case> cases = new ArrayList<>();
    private Optional<TestPlan> plan = Optional.empty();

    private enum Outcome {
        PASSED,
        SKIPPED,
        FAILED
    }

    /** One test of one account; {@code note} is why it was skipped. */
    private record Case(Outcome outcome, String type, String account, String name, String note) {
        @Override
        public String toString() {
            return "%-7s %s %s: %s".formatted(outcome, type, account, name);
        }
    }

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = Optional.of(started);
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        add(test, Outcome.SKIPPED, reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        String message = result.getThrowable().map(Throwable::getMessage).orElse("no reason given");
        switch (result.getStatus()) {
            case ABORTED -> add(test, Outcome.SKIPPED, message);
            case FAILED -> add(test, Outcome.FAILED, message);
            case SUCCESSFUL -> {
                if (test.isTest()) {
                    add(test, Outcome.PASSED, "");
                }
            }
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan finished) {
        write(LIST, cases.stream().map(Case::toString).sorted().toList());
        count(cases, Case::account).forEach((account, count) -> {
            List<Case> skipped = skipped().stream()
                    .filter(one -> one.account().equals(account))
                    .toList();
            System.out.println("%s: %d tests, %d skipped".formatted(account, count, skipped.size()));
            count(skipped, Case::note).forEach((reason, n) -> System.out.println("  skipped " + n + ": " + reason));
        });
        cases.stream().filter(one -> one.outcome() == Outcome.FAILED).forEach(System.out::println);
    }

    private List<Case> skipped() {
        return cases.stream().filter(one -> one.outcome() == Outcome.SKIPPED).toList();
    }

    private static Map<String, Long> count(List<Case> cases, Function<Case, String> key) {
        return cases.stream().collect(Collectors.groupingBy(key, TreeMap::new, Collectors.counting()));
    }

    private synchronized void add(TestIdentifier test, Outcome outcome, String note) {
        String type = "";
        String account = "once";
        List<String> names = new ArrayList<>();
        for (Optional<TestIdentifier> at = Optional.of(test); at.isPresent(); at = parent(at.get())) {
            TestIdentifier one = at.get();
            if (!(one.getSource().orElse(null) instanceof ClassSource source)) {
                if (one.getParentId().isPresent()) {
                    names.addFirst(one.getDisplayName());
                }
            } else if (type.isEmpty()) {
                type = source.getClassName().replaceAll(".*\\.", "");
                // The innermost container of a class for several accounts is the one of the account.
                account = one.getDisplayName().equals(type) ? account : one.getDisplayName();
            }
        }
        cases.add(new Case(outcome, type, account, String.join(" ", names), note));
    }

    private Optional<TestIdentifier> parent(TestIdentifier of) {
        return plan.flatMap(known -> known.getParent(of));
    }

    private static void write(Path file, List<String> lines) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
