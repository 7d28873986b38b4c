// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** Runs where the host has Python 3. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(value = "io.apprunner.it.support.Host#hasPython", disabledReason = "python3 is not installed")
public @interface EnabledIfPython {}
