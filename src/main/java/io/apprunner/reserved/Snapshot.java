// SPDX-License-Identifier: Apache-2.0
package io.apprunner.reserved;

import io.apprunner.error.AppRunnerException;
import java.util.Map;
import java.util.Optional;

/** The values of some components at one moment. */
public final class Snapshot {
    private final Map<Component, State> states;

    Snapshot(Map<Component, State> states) {
        this.states = Map.copyOf(states);
    }

    /** What was found in a component's place. */
    sealed interface State {
        /** A sound value. */
        record Present(byte[] bytes) implements State {}

        /** No value was ever set, or it was cleared. */
        record Unset() implements State {}

        /** Bytes that are not what was written. */
        record Damaged(AppRunnerException reason) implements State {}
    }

    /**
     * The value of a component.
     *
     * @return nothing when it is unset
     * @throws AppRunnerException when it is damaged; it says how to set it back
     * @throws IllegalArgumentException when the snapshot was not asked for the component
     */
    public Optional<byte[]> value(Component component) {
        return switch (states.get(component)) {
            case State.Present present -> Optional.of(present.bytes().clone());
            case State.Unset unset -> Optional.empty();
            case State.Damaged damaged -> throw damaged.reason();
            case null -> throw new IllegalArgumentException(component + " was not read");
        };
    }

    /** Whether any component is damaged; another process may just have changed it. */
    boolean isDamaged() {
        return states.values().stream().anyMatch(State.Damaged.class::isInstance);
    }
}
