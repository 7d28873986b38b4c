// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command;

import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/** Makes commands as CDI would, out of some beans. */
public record Beans(List<Object> beans) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (type.getConstructors().length == 0) {
            return CommandLine.defaultFactory().create(type);
        }
        Constructor<?> constructor = type.getConstructors()[0];
        Object[] arguments = Arrays.stream(constructor.getParameterTypes())
                .map(wanted ->
                        beans.stream().filter(wanted::isInstance).findFirst().orElseThrow())
                .toArray();
        return type.cast(constructor.newInstance(arguments));
    }
}
