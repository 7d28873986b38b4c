// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** Runs when the build's archive of the Debian root is known. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
        value = "io.apprunner.it.support.Host#hasDebianRoot",
        disabledReason = "app-runner.debian-root-tar is not set")
public @interface EnabledIfDebianRoot {}
