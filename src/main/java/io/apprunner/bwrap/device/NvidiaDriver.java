// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.device;

import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The part of NVIDIA's driver that runs in programs. It must be of the same version as the part in the kernel, so a
 * guest gets the host's: libraries of that version by the names that programs load them by, and the files that tell
 * Vulkan, EGL and OpenCL about them. Nothing of the host is run to find them, and only files of root count, in folders
 * that are fixed.
 *
 * @param root the host's root folder
 */
public record NvidiaDriver(Path root) {
    /** Where the guest has it. */
    private static final String PLACE = "/run/app-runner/nvidia";

    private static final Pattern VERSION = Pattern.compile("[0-9]+(\\.[0-9]+)+");

    private static final String LIBRARY =
            "lib(cuda|cudadebugger|nvcuvid|nvoptix|nvidia-[a-z0-9-]+|GLX_nvidia|EGL_nvidia"
                    + "|GLESv1_CM_nvidia|GLESv2_nvidia)\\.so\\.";

    private static final List<Width> WIDTHS = List.of(
            new Width(
                    2,
                    "lib",
                    List.of(
                            "usr/lib/x86_64-linux-gnu",
                            "usr/lib/x86_64-linux-gnu/nvidia/current",
                            "usr/lib64",
                            "usr/lib64/nvidia",
                            "usr/lib",
                            "usr/lib/nvidia")),
            new Width(
                    1,
                    "lib32",
                    List.of(
                            "usr/lib/i386-linux-gnu",
                            "usr/lib/i386-linux-gnu/nvidia/current",
                            "usr/lib32",
                            "usr/lib")));

    private static final Description VULKAN = new Description(
            "vulkan", "nvidia_icd[a-z0-9._]*\\.json", List.of("usr/share/vulkan/icd.d", "etc/vulkan/icd.d"));

    private static final Description EGL = new Description(
            "egl", "10_nvidia\\.json", List.of("usr/share/glvnd/egl_vendor.d", "etc/glvnd/egl_vendor.d"));

    private static final Description OPENCL = new Description("opencl", "nvidia\\.icd", List.of("etc/OpenCL/vendors"));

    /** The fifth byte of a library, the guest's folder for such, and the folders that distributions have. */
    private record Width(int mark, String name, List<String> folders) {}

    /** Descriptions of drivers: the guest's folder for them, what they are called, and where hosts have them. */
    private record Description(String name, String form, List<String> folders) {
        String place() {
            return PLACE + "/" + name;
        }
    }

    /** The version of the driver in the kernel; nothing when there is none. */
    public Optional<String> version() {
        return text("sys/module/nvidia/version")
                .or(() -> text("proc/driver/nvidia/version").flatMap(NvidiaDriver::word))
                .filter(version -> VERSION.matcher(version).matches());
    }

    /** The files that are shared: the path outside by the path inside. */
    public Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        version().ifPresent(version -> {
            for (Width width : WIDTHS) {
                width.folders.forEach(folder -> addLibraries(files, version, width, folder));
            }
            if (!files.isEmpty()) {
                for (Description each : List.of(VULKAN, EGL, OPENCL)) {
                    each.folders.forEach(folder -> addDescriptions(files, each, folder));
                }
            }
        });
        return files;
    }

    /**
     * What tells the guest's libraries where the files are.
     *
     * @param files what {@link #files} has found
     */
    public static Map<String, String> variables(Map<String, String> files) {
        Map<String, String> variables = new TreeMap<>();
        if (!files.isEmpty()) {
            variables.put("LD_LIBRARY_PATH", PLACE + "/lib:" + PLACE + "/lib32");
        }
        Set<String> targets = files.keySet();
        if (has(targets, VULKAN)) {
            variables.put("VK_ADD_DRIVER_FILES", VULKAN.place());
        }
        if (has(targets, EGL)) {
            String own = EGL.place();
            variables.put("__EGL_VENDOR_LIBRARY_DIRS", own + ":/etc/glvnd/egl_vendor.d:/usr/share/glvnd/egl_vendor.d");
        }
        if (has(targets, OPENCL)) {
            variables.put("OCL_ICD_VENDORS", OPENCL.place());
        }
        return variables;
    }

    private static boolean has(Set<String> targets, Description description) {
        return targets.stream().anyMatch(target -> target.startsWith(description.place() + "/"));
    }

    private void addLibraries(Map<String, String> files, String version, Width width, String folder) {
        Pattern own = Pattern.compile(LIBRARY + Pattern.quote(version));
        Pattern other = Pattern.compile(LIBRARY + "[0-9]+");
        for (String name : FolderNames.of(file(folder))) {
            Path path = file(folder + "/" + name);
            if (own.matcher(name).matches()
                    && SystemLibrary.isOfOwner(root, path)
                    && SystemLibrary.width(path) == width.mark) {
                files.putIfAbsent(target(width, name), "/" + folder + "/" + name);
            } else if (other.matcher(name).matches()) {
                library(path, own)
                        .filter(library -> SystemLibrary.width(library) == width.mark)
                        .ifPresent(library -> files.putIfAbsent(target(width, name), outside(library)));
            }
        }
    }

    /** The library that a name such as {@code libcuda.so.1} leads to. */
    private Optional<Path> library(Path link, Pattern own) {
        try {
            Path library = link.toRealPath();
            Path system = RawPath.resolve(root.toRealPath(), "usr");
            return Optional.of(library)
                    .filter(path -> path.startsWith(system))
                    .filter(path -> own.matcher(RawPath.name(path)).matches() && SystemLibrary.isOfOwner(root, path));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private String outside(Path library) {
        try {
            return "/" + RawPath.text(root.toRealPath().relativize(library));
        } catch (IOException e) {
            return RawPath.text(library);
        }
    }

    private void addDescriptions(Map<String, String> files, Description description, String folder) {
        FolderNames.of(file(folder)).stream()
                .filter(name ->
                        name.matches(description.form) && SystemLibrary.isOfOwner(root, file(folder + "/" + name)))
                .forEach(name -> files.putIfAbsent(description.place() + "/" + name, "/" + folder + "/" + name));
    }

    private static String target(Width width, String name) {
        return PLACE + "/" + width.name + "/" + name;
    }

    private Optional<String> text(String name) {
        try {
            return Optional.of(
                    Files.readString(file(name), StandardCharsets.ISO_8859_1).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** {@code NVRM version: NVIDIA UNIX x86_64 Kernel Module 535.183.01 …}. */
    private static Optional<String> word(String text) {
        return text.lines()
                .filter(line -> line.startsWith("NVRM"))
                .flatMap(Pattern.compile("\\s+")::splitAsStream)
                .filter(word -> VERSION.matcher(word).matches())
                .findFirst();
    }

    private Path file(String path) {
        return RawPath.resolve(root, path);
    }
}
