// SPDX-License-Identifier: Apache-2.0
package io.apprunner.image;

import java.util.List;
import java.util.Optional;

/**
 * Where the parts of an image stand.
 *
 * @param distribution what layer 0 is, such as {@code DEBIAN}
 * @param launcher the executable program, at offset 0
 * @param tools the helper programs, in file order; empty in a file of the FlatImage 2.x format
 * @param reserved the configuration area
 * @param layers the DwarFS images, the lowest first
 * @param trailing bytes after the last layer that belong to nothing; 0 in a sound file
 */
public record ImageLayout(
        String distribution, Region launcher, List<Tool> tools, Region reserved, List<Region> layers, long trailing) {
    /** Size of the reserved area in bytes: 4 MiB. */
    public static final int RESERVED_SIZE = 4 << 20;

    /** Makes the lists unmodifiable. */
    public ImageLayout {
        tools = List.copyOf(tools);
        layers = List.copyOf(layers);
    }

    /** The tool of that name. */
    public Optional<Tool> tool(String name) {
        return tools.stream().filter(tool -> tool.name().equals(name)).findFirst();
    }

    /** The offset at which the next layer's length goes. */
    public long end() {
        return layers.isEmpty() ? reserved.end() : layers.getLast().end();
    }
}
