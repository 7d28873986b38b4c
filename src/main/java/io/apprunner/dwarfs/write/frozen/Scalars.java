// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.frozen;

import io.apprunner.dwarfs.format.FrozenField.OptionalField;
import java.util.Optional;

/** The kinds whose values stand completely in their owner's bits. */
final class Scalars {
    private Scalars() {}

    record UnsignedKind() implements Kind<Long> {
        @Override
        public Widths newWidths() {
            return new Widths();
        }

        @Override
        public void put(Widths widths, Position at, Long value, Sink sink) {
            sink.integer(widths, at, value);
        }
    }

    record FlagKind() implements Kind<Boolean> {
        @Override
        public Widths newWidths() {
            return new Widths();
        }

        @Override
        public void put(Widths widths, Position at, Boolean value, Sink sink) {
            sink.integer(widths, at, value ? 1 : 0);
        }
    }

    record OptionalKind<E>(Kind<E> value) implements Kind<Optional<E>> {
        private static final int IS_SET = 0;
        private static final int VALUE = 1;

        @Override
        public Widths newWidths() {
            return new Widths().add(OptionalField.IS_SET, new Widths()).add(OptionalField.VALUE, value.newWidths());
        }

        @Override
        public void put(Widths widths, Position at, Optional<E> content, Sink sink) {
            if (content.isPresent()) {
                sink.integer(widths.part(IS_SET), widths.position(IS_SET, at), 1);
                value.put(widths.part(VALUE), widths.position(VALUE, at), content.get(), sink);
            }
        }
    }
}
