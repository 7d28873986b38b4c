// SPDX-License-Identifier: Apache-2.0
package io.apprunner.desktop.icon;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/** Pictures for tests, made and read by the JDK. */
final class Samples {
    private static final String JPEG_FORM = "javax_imageio_jpeg_image_1.0";

    private Samples() {}

    /** Smooth colours, so that lossy forms stay near to them. */
    static BufferedImage gradient(int type, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int alpha = 255 - 100 * y / height;
                image.setRGB(x, y, alpha << 24 | 255 * x / width << 16 | 255 * y / height << 8 | 128);
            }
        }
        return image;
    }

    static byte[] png(BufferedImage image, boolean interlaced) {
        return write(image, "png", interlaced, 0);
    }

    /** @param interval units between restart markers, 0 for none */
    static byte[] jpeg(BufferedImage image, boolean progressive, int interval) {
        return write(image, "jpeg", progressive, interval);
    }

    static BufferedImage read(byte[] file) {
        try {
            return ImageIO.read(new ByteArrayInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] write(BufferedImage image, String format, boolean progressive, int interval) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        if (progressive) {
            parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            IIOMetadata metadata =
                    writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), parameters);
            if (interval > 0) {
                addRestarts(metadata, interval);
            }
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, metadata), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static void addRestarts(IIOMetadata metadata, int interval) throws IOException {
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(JPEG_FORM);
        IIOMetadataNode restarts = new IIOMetadataNode("dri");
        restarts.setAttribute("interval", Integer.toString(interval));
        root.getElementsByTagName("markerSequence").item(0).appendChild(restarts);
        metadata.setFromTree(JPEG_FORM, root);
    }
}
