// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write;

import io.apprunner.dwarfs.write.frozen.ThriftWriter;
import java.util.List;
import java.util.OptionalLong;

/**
 * The history section of a new image: one step, without anything that differs from one host or run to the next. A
 * version that is no release must name a branch, so ours says that it is one.
 */
final class HistorySection {
    private HistorySection() {}

    /**
     * The payload.
     *
     * @param words what wrote the image, and its arguments
     * @param created seconds since 1970, if that is to be stated
     */
    static byte[] of(List<String> words, OptionalLong created) {
        ThriftWriter out = new ThriftWriter();
        out.fieldStructList(1, () -> {
            out.fieldStruct(1, () -> {
                out.fieldTrue(4);
                out.fieldText(7, words.getFirst());
            });
            out.fieldTexts(4, words.subList(1, words.size()));
            created.ifPresent(seconds -> out.fieldI64(5, seconds));
        });
        out.endStruct();
        return out.toByteArray();
    }
}
