// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.settings;

import io.apprunner.db.ImageSettings;
import io.apprunner.reserved.Component;
import java.util.concurrent.Callable;

/** What the commands that clear a setting have in common. */
public abstract class ForgetCommand implements Callable<Integer> {
    private final ImageSettings settings;
    private final Component component;

    /** @param component where the setting is stored */
    protected ForgetCommand(ImageSettings settings, Component component) {
        this.settings = settings;
        this.component = component;
    }

    @Override
    public Integer call() {
        settings.forget(component);
        return 0;
    }
}
