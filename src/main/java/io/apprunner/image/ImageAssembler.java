// SPDX-License-Identifier: Apache-2.0
package io.apprunner.image;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.error.IoReason;
import io.apprunner.files.AtomicFile;
import io.apprunner.files.Copy;
import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Makes an image file out of its parts. The same parts give the same bytes. */
public final class ImageAssembler {
    private ImageAssembler() {}

    /**
     * A helper program to be put into an image.
     *
     * @param name its file name inside the image
     * @param version its upstream version
     * @param source where its source comes from
     * @param licence SPDX identifier
     * @param file the program
     */
    public record ToolSource(String name, String version, String source, String licence, Path file) {}

    /**
     * Writes an image; the target is replaced at once when everything has been written.
     *
     * @param launcher the native launcher, without anything behind it
     * @param distribution what layer 0 is, such as {@code DEBIAN}
     * @param sources the helper programs
     * @param layers DwarFS images, the lowest first
     * @param target the file to make, executable for all
     * @throws AppRunnerException when reading or writing fails; the target is then as it was
     */
    public static void assemble(
            Path launcher, String distribution, List<ToolSource> sources, List<Path> layers, Path target) {
        try (AtomicFile file = AtomicFile.create(target)) {
            write(launcher, distribution, sources, layers, file.channel());
            Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rwxr-xr-x"));
            file.commit();
        } catch (IOException e) {
            throw new AppRunnerException(
                    ErrorCode.IO, "cannot make " + RawPath.text(target) + ": " + IoReason.of(e), "", e);
        }
    }

    private static void write(
            Path launcher, String distribution, List<ToolSource> sources, List<Path> layers, FileChannel out)
            throws IOException {
        long launcherSize = Files.size(launcher);
        ImageHeader header = header(launcherSize, distribution, sources);
        append(out, launcher, launcherSize);
        writeFully(out, ByteBuffer.wrap(header.encode()));
        for (int i = 0; i < sources.size(); i++) {
            append(out, sources.get(i).file(), header.tools().get(i).region().size());
        }
        out.position(header.reserved().end() - 1);
        writeFully(out, ByteBuffer.allocate(1));
        for (Path layer : layers) {
            appendLayer(out, layer);
        }
        writeFully(out.position(8), marker(launcherSize));
    }

    /** The table with its final offsets. */
    private static ImageHeader header(long launcherSize, String distribution, List<ToolSource> sources)
            throws IOException {
        List<Tool> tools = new ArrayList<>();
        for (ToolSource source : sources) {
            Region region = new Region(0, Files.size(source.file()));
            tools.add(new Tool(
                    source.name(), source.version(), source.source(), source.licence(), sha256(source.file()), region));
        }
        int length = new ImageHeader(distribution, tools, new Region(0, 0)).encode().length;
        long offset = launcherSize + length;
        List<Tool> placed = new ArrayList<>();
        for (Tool tool : tools) {
            Region region = new Region(offset, tool.region().size());
            placed.add(new Tool(tool.name(), tool.version(), tool.source(), tool.licence(), tool.sha256(), region));
            offset = region.end();
        }
        return new ImageHeader(distribution, placed, new Region(offset, ImageLayout.RESERVED_SIZE));
    }

    /** Bytes 8 to 15 of the ELF header: the file type and the offset of the table. */
    private static ByteBuffer marker(long table) {
        ByteBuffer marker = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        marker.putLong(0, table << 24);
        return marker.put(0, ImageReader.FILE_TYPE);
    }

    /**
     * Writes a layer with its length in front, where {@code out} stands; the layer has one size, however it changes.
     */
    static void appendLayer(FileChannel out, Path layer) throws IOException {
        long size = Files.size(layer);
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        writeFully(out, length.putLong(0, size));
        append(out, layer, size);
    }

    private static void writeFully(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    private static void append(FileChannel out, Path file, long size) throws IOException {
        try (FileChannel in = FileChannel.open(file)) {
            Copy.region(in, 0, size, out);
        }
    }

    private static String sha256(Path file) throws IOException {
        try (FileChannel in = FileChannel.open(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
            while (in.read(buffer.clear()) >= 0) {
                digest.update(buffer.flip());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
