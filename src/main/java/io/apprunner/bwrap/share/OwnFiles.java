// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.share;

import io.apprunner.bwrap.share.Mount.Access;
import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of the host that decide what the guest may: the image, which has the permissions, and its data dir, which
 * can have layers. Whatever share has them in it, the guest does not write to the first, and does not see the second.
 *
 * @param image the image's real path
 * @param data the real path of its data dir
 */
public record OwnFiles(Path image, Path data) {
    /** The files of an image; paths that cannot be followed are taken as they are. */
    public static OwnFiles of(Path image, Path data) {
        return new OwnFiles(real(image), real(data));
    }

    /** The mounts with what has to lie over each of them, which comes right behind it. */
    public List<Mount> guard(List<Mount> mounts) {
        List<Mount> result = new ArrayList<>();
        mounts.forEach(mount -> result.addAll(mount.access().isOfHost() ? guard(mount) : List.of(mount)));
        return result;
    }

    private List<Mount> guard(Mount mount) {
        Path source = real(RawPath.of(mount.source()));
        if (data.equals(source)) {
            return hidden(mount.target());
        }
        List<Mount> result = new ArrayList<>();
        result.add(image.equals(source) ? new Mount(Access.READ, mount.source(), mount.target()) : mount);
        if (isBelow(image, source) && mount.access() != Access.READ) {
            result.add(new Mount(Access.READ, RawPath.text(image), inside(mount, source, image)));
        }
        if (isBelow(data, source)) {
            result.addAll(hidden(inside(mount, source, data)));
        }
        return result;
    }

    private static List<Mount> hidden(String target) {
        return List.of(Mount.of(Access.EMPTY, target), Mount.of(Access.SEALED, target));
    }

    private static boolean isBelow(Path file, Path folder) {
        return file.startsWith(folder) && !file.equals(folder);
    }

    private static String inside(Mount mount, Path source, Path file) {
        String target = mount.target().endsWith("/") ? mount.target() : mount.target() + "/";
        return target + RawPath.text(source.relativize(file));
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }
}
