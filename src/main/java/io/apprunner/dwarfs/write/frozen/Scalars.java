// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.frozen;

import java.util.Optional;

/** The kinds whose values stand completely in their owner's bits. */
final class Scalars {
    private Scalars() {}

    record UnsignedKind() implements Kind<Long> {
        @Override
        public Layout newLayout() {
            return new Layout();
        }

        @Override
        public void put(Layout layout, Position at, Long value, Sink sink) {
            sink.integer(layout, at, value);
        }
    }

    record FlagKind() implements Kind<Boolean> {
        @Override
        public Layout newLayout() {
            return new Layout();
        }

        @Override
        public void put(Layout layout, Position at, Boolean value, Sink sink) {
            sink.integer(layout, at, value ? 1 : 0);
        }
    }

    record OptionalKind<E>(Kind<E> value) implements Kind<Optional<E>> {
        private static final int IS_SET = 0;
        private static final int VALUE = 1;

        @Override
        public Layout newLayout() {
            return new Layout().add(1, new Layout()).add(2, value.newLayout());
        }

        @Override
        public void put(Layout layout, Position at, Optional<E> content, Sink sink) {
            if (content.isPresent()) {
                sink.integer(layout.part(IS_SET), layout.position(IS_SET, at), 1);
                value.put(layout.part(VALUE), layout.position(VALUE, at), content.get(), sink);
            }
        }
    }
}
