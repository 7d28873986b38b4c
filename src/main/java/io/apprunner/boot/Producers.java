// SPDX-License-Identifier: Apache-2.0
package io.apprunner.boot;

import io.apprunner.config.AppRunnerConfig;
import io.apprunner.config.BuildInfo;
import io.apprunner.config.ConfigKey;
import io.apprunner.config.RuntimeConfiguration;
import io.apprunner.config.StoredFlags;
import io.apprunner.console.Console;
import io.apprunner.db.ImageSettings;
import io.apprunner.image.ImageLocator;
import io.apprunner.posix.Posix;
import io.apprunner.posix.process.ProcessText;
import io.apprunner.reserved.ImageArea;
import io.apprunner.subprocess.SelfCommand;
import io.apprunner.subprocess.Subprocess;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes beans of types that know nothing of CDI. */
final class Producers {
    private Producers() {}

    @Produces
    @Singleton
    static Posix posix() {
        return Posix.get();
    }

    @Produces
    @Singleton
    static BuildInfo build() {
        return BuildInfo.THIS;
    }

    @Produces
    @Singleton
    static Console console() {
        return new Console();
    }

    /** Made when it is first used; see {@link RuntimeConfiguration}. */
    @Produces
    @ApplicationScoped
    static RuntimeConfiguration configuration(ImageSettings settings) {
        return new RuntimeConfiguration(
                RuntimeConfiguration.environment(ProcessText.environment()),
                new StoredFlags(() -> settings.snapshot(ConfigKey.components())));
    }

    @Produces
    @Singleton
    static ImageLocator locator(Posix posix, AppRunnerConfig config) {
        return new ImageLocator(posix, config.image());
    }

    @Produces
    @Singleton
    static SelfCommand self() {
        return new SelfCommand();
    }

    @Produces
    @Singleton
    static ImageArea area(Posix posix, ImageLocator locator) {
        return new ImageArea(posix, locator);
    }

    @Produces
    @Singleton
    static Subprocess subprocess(Posix posix) {
        return new Subprocess(posix);
    }
}
