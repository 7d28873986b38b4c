// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** Runs where ordinary users can make user namespaces and mount in them. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
        value = "io.apprunner.it.support.Host#areUserNamespacesUsable",
        disabledReason = "there is no ordinary user who can make user namespaces and open /dev/fuse")
public @interface EnabledIfUserNamespaces {}
