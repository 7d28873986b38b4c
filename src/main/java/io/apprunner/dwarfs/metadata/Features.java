// SPDX-License-Identifier: Apache-2.0
package io.apprunner.dwarfs.metadata;

import io.apprunner.dwarfs.format.FrozenView;
import io.apprunner.dwarfs.format.MetadataField;
import java.util.Set;

/** The features without which an image cannot be read rightly (DwarFS format 2.5, metadata). */
final class Features {
    private static final Set<String> KNOWN = Set.of("sparsefiles");
    private static final int LIMIT = 256;

    private Features() {}

    /** Refuses an image that needs a feature that this reader does not have, by its name. */
    static void check(FrozenView metadata) {
        FrozenView.FrozenList features = Options.optionalList(metadata, MetadataField.FEATURES);
        for (int i = 0; features != null && i < features.count(); i++) {
            String feature = features.string(i).text();
            if (!KNOWN.contains(feature) || i == LIMIT) {
                throw metadata.place().unsupported("no features but " + KNOWN, "feature \"" + feature + "\"");
            }
        }
    }
}
