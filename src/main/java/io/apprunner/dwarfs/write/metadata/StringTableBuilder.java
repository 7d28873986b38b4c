// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.write.metadata;

import io.apprunner.dwarfs.write.metadata.MetadataModel.StringTable;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.zstd.Effort;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects strings, each once, in the order in which they come. */
final class StringTableBuilder {
    private static final int MAX_SIZE = 1 << 30;

    private final Map<String, Integer> indexes = new HashMap<>();
    private final List<Long> starts = new ArrayList<>();
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();

    /** The index of a string of valid UTF-8, which is added if it is new. */
    int index(byte[] string) {
        return indexes.computeIfAbsent(new String(string, StandardCharsets.UTF_8), key -> {
            if (buffer.size() > MAX_SIZE) {
                throw new AppRunnerException(
                        ErrorCode.LIMIT, "the names in the tree pass 1 GiB", "split it into several layers");
            }
            starts.add((long) buffer.size());
            buffer.writeBytes(string);
            return starts.size() - 1;
        });
    }

    /**
     * The table of all strings.
     *
     * @param effort how the metadata are going to be compressed, if at all
     */
    StringTable build(Effort effort) {
        long[] index = new long[starts.size() + 1];
        for (int i = 0; i < starts.size(); i++) {
            index[i] = starts.get(i);
        }
        index[starts.size()] = buffer.size();
        return StringCoder.smaller(new StringTable(buffer.toByteArray(), Optional.empty(), index), effort);
    }
}
