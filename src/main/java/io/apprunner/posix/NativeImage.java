// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix;

import io.apprunner.text.RawPath;
import java.nio.file.Path;

/** Tells the native executable from the JVM. */
public final class NativeImage {
    /**
     * Whether this is the native executable. The property is set while the image is built, when this class is
     * initialised, so that the builder sees a constant and leaves out what only the JVM needs.
     */
    public static final boolean IS_NATIVE = System.getProperty("org.graalvm.nativeimage.imagecode") != null;

    /** Leads to this process's executable, also when that has lost its name; needs /proc. */
    public static final Path EXECUTABLE = RawPath.of("/proc/self/exe");

    private NativeImage() {}
}
