// SPDX-License-Identifier: Apache-2.0
package io.apprunner.bwrap.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NvidiaDriverTest {
    private static final String WIDE = "usr/lib/x86_64-linux-gnu/";
    private static final String NARROW = "usr/lib/i386-linux-gnu/";
    private static final String OWN = "/run/app-runner/nvidia/";

    @TempDir
    Path root;

    private void write(String name, byte... bytes) throws IOException {
        Files.createDirectories(root.resolve(name).getParent());
        Files.write(root.resolve(name), bytes);
    }

    private void library(String name, int width) throws IOException {
        write(name, (byte) 0x7f, (byte) 'E', (byte) 'L', (byte) 'F', (byte) width);
    }

    private void driver(String version) throws IOException {
        write("sys/module/nvidia/version", (version + "\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    private Map<String, String> files() {
        return new NvidiaDriver(root).files();
    }

    @Test
    void librariesOfTheDriversVersionAreSharedByTheNamesThatProgramsKnow() throws IOException {
        driver("535.183.01");
        library(WIDE + "libcuda.so.535.183.01", 2);
        library(WIDE + "libcuda.so.470.1", 2);
        library(WIDE + "libcudart.so.535.183.01", 2);
        library(WIDE + "libnvidia-glcore.so.535.183.01", 2);
        library(NARROW + "libnvidia-glcore.so.535.183.01", 1);
        Files.createSymbolicLink(root.resolve(WIDE + "libcuda.so.1"), Path.of("libcuda.so.535.183.01"));
        Files.createSymbolicLink(root.resolve(WIDE + "libnvidia-ml.so.1"), Path.of("libcuda.so.470.1"));
        assertThat(files())
                .isEqualTo(Map.of(
                        OWN + "lib/libcuda.so.535.183.01", "/" + WIDE + "libcuda.so.535.183.01",
                        OWN + "lib/libcuda.so.1", "/" + WIDE + "libcuda.so.535.183.01",
                        OWN + "lib/libnvidia-glcore.so.535.183.01", "/" + WIDE + "libnvidia-glcore.so.535.183.01",
                        OWN + "lib32/libnvidia-glcore.so.535.183.01", "/" + NARROW + "libnvidia-glcore.so.535.183.01"));
    }

    @Test
    void filesThatAreNotSafelyLibrariesAreLeftOut() throws IOException {
        driver("1.2");
        library(WIDE + "libcuda.so.1.2", 2);
        library(WIDE + "libnvidia-$(x).so.1.2", 2);
        library(WIDE + "libnvidia-open.so.1.2", 2);
        Files.setPosixFilePermissions(
                root.resolve(WIDE + "libnvidia-open.so.1.2"), PosixFilePermissions.fromString("rw-rw-rw-"));
        library(WIDE + "libnvidia-narrow.so.1.2", 1);
        write(WIDE + "libnvidia-text.so.1.2", (byte) 'x');
        library("etc/libnvcuvid.so.1.2", 2);
        Files.createSymbolicLink(root.resolve(WIDE + "libnvcuvid.so.1"), Path.of("/etc/shadow"));
        Files.createSymbolicLink(root.resolve(WIDE + "libnvoptix.so.1"), root.resolve("etc/libnvcuvid.so.1.2"));
        Files.createSymbolicLink(root.resolve(WIDE + "libnvcuvid.so.1.2"), Path.of("/etc/shadow"));
        Files.createDirectory(root.resolve(WIDE + "libnvidia-folder.so.1.2"));
        assertThat(files()).containsOnlyKeys(OWN + "lib/libcuda.so.1.2");
    }

    @Test
    void driversAreDescribedToVulkanEglAndOpencl() throws IOException {
        write(
                "proc/driver/nvidia/version",
                "NVRM version: NVIDIA UNIX x86_64 Kernel Module  1.2.3  Thu\nGCC 12.2\n"
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        library(WIDE + "libcuda.so.1.2.3", 2);
        write("usr/share/vulkan/icd.d/nvidia_icd.json");
        write("usr/share/vulkan/icd.d/intel_icd.json");
        write("usr/share/glvnd/egl_vendor.d/10_nvidia.json");
        write("etc/OpenCL/vendors/nvidia.icd");
        Map<String, String> files = files();
        assertThat(files)
                .containsEntry(OWN + "vulkan/nvidia_icd.json", "/usr/share/vulkan/icd.d/nvidia_icd.json")
                .hasSize(4);
        assertThat(NvidiaDriver.variables(files))
                .containsEntry("LD_LIBRARY_PATH", OWN + "lib:" + OWN + "lib32")
                .containsEntry("VK_ADD_DRIVER_FILES", OWN + "vulkan")
                .containsEntry("OCL_ICD_VENDORS", OWN + "opencl")
                .hasEntrySatisfying(
                        "__EGL_VENDOR_LIBRARY_DIRS",
                        value -> assertThat(value).startsWith(OWN + "egl:").contains("/usr/share/glvnd/egl_vendor.d"));
    }

    @Test
    void withoutADriverInTheKernelNothingIsShared() throws IOException {
        library(WIDE + "libcuda.so.1.2", 2);
        assertThat(files()).isEmpty();
        assertThat(NvidiaDriver.variables(Map.of())).isEmpty();
        driver(".*");
        assertThat(files()).isEmpty();
    }

    @Test
    void systemFilesOfCardsAreTheirOwnDevicesOnly() throws IOException {
        Path card = Files.createDirectories(root.resolve("sys/devices/pci0/0000:00:02.0/drm/card0"));
        Files.createDirectories(root.resolve("sys/devices/pci0/0000:00:03.0"));
        Files.createDirectories(root.resolve("sys/dev/char"));
        Files.createDirectories(root.resolve("sys/class/drm"));
        Files.createSymbolicLink(card.resolve("device"), Path.of("../.."));
        Files.createSymbolicLink(root.resolve("sys/class/drm/card0"), card);
        write("sys/class/drm/version");
        assertThat(new SystemFiles(root).gpu())
                .containsExactly("/sys/class/drm", "/sys/dev/char", "/sys/devices/pci0/0000:00:02.0");
        assertThat(new SystemFiles(root.resolve("usr")).gpu()).isEmpty();
    }
}
