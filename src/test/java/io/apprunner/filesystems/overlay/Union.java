// SPDX-License-Identifier: Apache-2.0
package io.apprunner.filesystems.overlay;

import io.apprunner.dwarfs.DwarfsImage;
import io.apprunner.dwarfs.block.BlockCache;
import io.apprunner.dwarfs.container.ImageFile;
import io.apprunner.dwarfs.write.DwarfsWriter;
import io.apprunner.dwarfs.write.ProgressListener;
import io.apprunner.dwarfs.write.WriterOptions;
import io.apprunner.filesystems.mount.LayerView;
import io.apprunner.filesystems.overlay.layer.DwarfsLayer;
import io.apprunner.filesystems.overlay.layer.Layer;
import io.apprunner.filesystems.overlay.layer.Layers;
import io.apprunner.fuse.AttributeChange;
import io.apprunner.fuse.FuseException;
import io.apprunner.fuse.FuseFileSystem;
import io.apprunner.fuse.FuseReply;
import io.apprunner.fuse.Notifier;
import io.apprunner.fuse.Replies;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.Posix;
import io.apprunner.posix.memory.NativeMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A union that is driven by requests, as the kernel would send them, without a kernel. Paths have names with slashes
 * between them; an errno is thrown.
 */
final class Union implements AutoCloseable {
    private final Path folder;
    private final boolean ignoresCase;
    private final List<Path> packed = new ArrayList<>();
    private final List<FileChannel> channels = new ArrayList<>();
    private final BlockCache cache = new BlockCache(16 << 20);
    private final Posix posix;
    private final List<Descriptor> descriptors = new ArrayList<>();
    private UnionFileSystem files;

    /**
     * @param folder an empty one
     * @param trees the layers' trees, the top one first
     */
    Union(Path folder, boolean ignoresCase, Path... trees) {
        this(folder, ignoresCase, Posix.get(), trees);
    }

    /** As above, with a kernel of the test's own. */
    Union(Path folder, boolean ignoresCase, Posix posix, Path... trees) {
        this.posix = posix;
        this.folder = folder;
        this.ignoresCase = ignoresCase;
        try {
            for (Path tree : trees) {
                Path layer = folder.resolve("layer" + packed.size());
                new DwarfsWriter(WriterOptions.level(1), ProgressListener.NONE).write(tree, layer);
                packed.add(layer);
            }
            Files.createDirectories(upper());
            Files.createDirectories(work());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        files = start();
    }

    private UnionFileSystem start() {
        List<Layer> layers = new ArrayList<>();
        for (Path layer : packed) {
            try {
                FileChannel channel = FileChannel.open(layer);
                channels.add(channel);
                DwarfsImage image = DwarfsImage.open(ImageFile.of(channel, "layer"));
                layers.add(new DwarfsLayer(posix, image, cache, LayerView.PLAIN));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        int flags = Constants.O_RDONLY | Constants.O_DIRECTORY;
        Descriptor upper = posix.open(upper().toString(), flags);
        Descriptor work = posix.open(work().toString(), flags);
        Descriptor device = posix.open("/dev/null", Constants.O_RDWR);
        descriptors.addAll(List.of(upper, work, device));
        UnionFileSystem started = new UnionFileSystem(
                posix, new Layers(layers, ignoresCase), upper.number(), work.number(), new Notifier(device));
        started.recover();
        started.begin();
        return started;
    }

    /** Ends the server and starts another one on the same folders. */
    void restart() {
        files = start();
    }

    Path upper() {
        return folder.resolve("upper");
    }

    Path work() {
        return folder.resolve("work");
    }

    UnionFileSystem files() {
        return files;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void check(int errno) {
        if (errno != 0) {
            throw new FuseException(errno);
        }
    }

    /** A reply to a request of this process's own user. */
    private FuseReply reply() {
        FuseReply reply = Replies.open();
        Replies.ask(reply, posix.userId(), posix.groupId());
        return reply;
    }

    /** The node of a path; 0 when there is none. */
    long find(String path) {
        long node = FuseFileSystem.ROOT;
        for (String name : path.split("/", -1)) {
            if (!name.isEmpty()) {
                FuseReply reply = reply();
                byte[] text = bytes(name);
                check(files.lookup(node, text, text.length, reply));
                node = Replies.number(reply);
                if (node == 0) {
                    return 0;
                }
            }
        }
        return node;
    }

    long node(String path) {
        long node = find(path);
        if (node == 0) {
            throw new FuseException(Constants.ENOENT);
        }
        return node;
    }

    boolean exists(String path) {
        return find(path) != 0;
    }

    private long parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? FuseFileSystem.ROOT : node(path.substring(0, slash));
    }

    private static byte[] name(String path) {
        return bytes(path.substring(path.lastIndexOf('/') + 1));
    }

    long create(String path) {
        return create(path, 0644);
    }

    long create(String path, int mode) {
        FuseReply reply = reply();
        check(files.makeNode(parent(path), name(path), Constants.S_IFREG | mode, 0, reply));
        return Replies.number(reply);
    }

    void makeNode(String path, int mode, int device) {
        check(files.makeNode(parent(path), name(path), mode, device, reply()));
    }

    long makeNameless(String folder) {
        FuseReply reply = reply();
        check(files.makeNameless(node(folder), 0600, reply));
        return Replies.number(reply);
    }

    void makeFolder(String path) {
        check(files.makeDirectory(parent(path), name(path), 0755, reply()));
    }

    void makeLink(String path, String target) {
        check(files.makeLink(parent(path), name(path), bytes(target), reply()));
    }

    void link(String path, String newPath) {
        link(node(path), newPath);
    }

    void link(long node, String newPath) {
        check(files.link(node, parent(newPath), name(newPath), reply()));
    }

    void unlink(String path) {
        check(files.unlink(parent(path), name(path), reply()));
    }

    void removeFolder(String path) {
        check(files.removeDirectory(parent(path), name(path), reply()));
    }

    /** Removes a path with all that is in it. */
    void removeAll(String path) {
        if ((attributes(path).mode() & Constants.S_IFMT) == Constants.S_IFDIR) {
            list(path).forEach(name -> removeAll(path + "/" + name));
            removeFolder(path);
        } else {
            unlink(path);
        }
    }

    void rename(String path, String newPath) {
        rename(path, newPath, 0);
    }

    void rename(String path, String newPath, int flags) {
        check(files.rename(parent(path), name(path), parent(newPath), name(newPath), flags, reply()));
    }

    void write(String path, String text) {
        write(node(path), 0, bytes(text));
    }

    void write(long node, long offset, byte[] content) {
        try (NativeMemory memory = NativeMemory.allocate(Math.max(1, content.length))) {
            memory.buffer().put(0, content);
            FuseReply reply = reply();
            check(files.write(node, offset, memory.address(), content.length, false, reply));
            if ((int) Replies.number(reply) != content.length) {
                throw new FuseException(Constants.EIO);
            }
        }
    }

    /** Makes a file with this content. */
    void put(String path, String text) {
        write(create(path), 0, bytes(text));
    }

    String read(String path) {
        return new String(read(node(path), 0, 1 << 20), StandardCharsets.UTF_8);
    }

    byte[] read(long node, long offset, int size) {
        FuseReply reply = reply();
        check(files.read(node, offset, size, reply));
        return Replies.data(reply);
    }

    long seekData(String path, long offset) {
        FuseReply reply = reply();
        check(files.seekData(node(path), offset, reply));
        return Replies.number(reply);
    }

    String readLink(String path) {
        FuseReply reply = reply();
        check(files.readLink(node(path), reply));
        return Replies.text(reply);
    }

    /** What programs see of a file. */
    record Attributes(long number, long size, long blocks, int mode, int links, int user, int group, long seconds) {}

    Attributes attributes(String path) {
        return attributes(node(path));
    }

    Attributes attributes(long node) {
        FuseReply reply = reply();
        check(files.attributes(node, reply));
        return attributes(reply);
    }

    private static Attributes attributes(FuseReply reply) {
        ByteBuffer all = ByteBuffer.wrap(Replies.text(reply).getBytes(StandardCharsets.ISO_8859_1))
                .order(ByteOrder.nativeOrder());
        int at = 16;
        return new Attributes(
                all.getLong(at),
                all.getLong(at + 8),
                all.getLong(at + 16),
                all.getInt(at + 60),
                all.getInt(at + 64),
                all.getInt(at + 68),
                all.getInt(at + 72),
                all.getLong(at + 32));
    }

    Attributes change(long node, AttributeChange change) {
        FuseReply reply = reply();
        check(files.setAttributes(node, change, reply));
        return attributes(reply);
    }

    void truncate(String path, long size) {
        change(node(path), new AttributeChange(AttributeChange.SIZE, size, 0, 0, 0, 0, 0, 0, 0));
    }

    void setMode(String path, int mode) {
        change(node(path), new AttributeChange(AttributeChange.MODE, 0, 0, 0, 0, 0, mode, 0, 0));
    }

    void setTimes(String path, long accessed, long modified) {
        int both = AttributeChange.ACCESSED | AttributeChange.MODIFIED;
        change(node(path), new AttributeChange(both, 0, accessed, 1, modified, 2, 0, 0, 0));
    }

    /** The names in a directory, as a program with a buffer of 4 KiB gets them. */
    List<String> list(String path) {
        return list(node(path), 4096);
    }

    List<String> list(long node, int room) {
        List<String> names = new ArrayList<>();
        long offset = 0;
        while (true) {
            FuseReply reply = Replies.open(room, false);
            check(files.readDirectory(node, offset, reply));
            var entries = Replies.entries(reply, false);
            if (entries.isEmpty()) {
                names.removeAll(List.of(".", ".."));
                return names;
            }
            names.addAll(entries.keySet());
            offset = List.copyOf(entries.values()).getLast();
        }
    }

    void setAttribute(String path, String name, String value, int flags) {
        check(files.setAttribute(node(path), bytes(name), bytes(value), flags));
    }

    String attribute(String path, String name) {
        FuseReply reply = reply();
        byte[] text = bytes(name);
        check(files.attribute(node(path), text, text.length, reply));
        return Replies.text(reply);
    }

    String attributeNames(String path) {
        FuseReply reply = reply();
        check(files.attributeNames(node(path), reply));
        return Replies.text(reply);
    }

    @Override
    public void close() throws IOException {
        cache.close();
        for (FileChannel channel : channels) {
            channel.close();
        }
        descriptors.forEach(Descriptor::close);
    }
}
