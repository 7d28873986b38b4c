// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it.support;

import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Skips what {@link Needs} says. The needs of a class are looked at for each of its tests: a class that is skipped as a
 * whole before its accounts are known counts as no test at all, and so as no skipped one.
 */
final class NeedsCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            return ConditionEvaluationResult.enabled("its tests are asked");
        }
        return Stream.of(context.getTestClass(), context.getTestMethod())
                .flatMap(Optional::stream)
                .flatMap(NeedsCondition::needs)
                .filter(need -> !need.isMet())
                .findFirst()
                .map(need -> ConditionEvaluationResult.disabled(need.obstacle()))
                .orElseGet(() -> ConditionEvaluationResult.enabled("all is there"));
    }

    private static Stream<Need> needs(AnnotatedElement element) {
        return AnnotationSupport.findAnnotation(element, Needs.class).stream()
                .flatMap(needs -> Arrays.stream(needs.value()));
    }
}
