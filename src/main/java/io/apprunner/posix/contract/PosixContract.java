// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix.contract;

import io.apprunner.error.AppRunnerException;
import io.apprunner.posix.Constants;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.MappedMemory;
import io.apprunner.posix.MemoryFile;
import io.apprunner.posix.Posix;
import io.apprunner.posix.PosixException;
import io.apprunner.posix.SystemCall;
import io.apprunner.posix.memory.NativeMemory;
import io.apprunner.posix.signal.Starting;
import io.apprunner.text.RawText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * What every implementation of {@link Posix} must do, as checks that run anywhere: the unit tests run them on the JVM,
 * the integration tests have the native executable run them on itself.
 */
public final class PosixContract {
    private final Posix posix;
    private final Path folder;

    /** @param folder an empty folder for the checks' files */
    public PosixContract(Posix posix, Path folder) {
        this.posix = posix;
        this.folder = folder;
    }

    /** The checks by the sentence that each of them proves; each gives whether the sentence holds. */
    public Map<String, BooleanSupplier> checks() {
        Map<String, BooleanSupplier> checks = new LinkedHashMap<>();
        checks.put("a failed call gives the negated errno", this::failedCall);
        checks.put("an error number has its text", this::errorTexts);
        checks.put("a write beyond the limit of file sizes fails", this::sizeLimit);
        checks.put("read fills native memory and tells how much", this::read);
        checks.put("mapped memory is zero and can be written", this::mapped);
        checks.put("memory that was given back is mapped no longer", this::unmapped);
        checks.put("a child's status is its exit code", () -> status("exit 7") == 7);
        checks.put("a signalled child's status is 128 and the signal", () -> status("kill -TERM $$") == 143);
        checks.put("a child gets its environment and descriptors", this::descriptors);
        checks.put("a child starts with no signal blocked or ignored", this::signals);
        checks.put("starting a missing program gives ENOENT", this::missingProgram);
        checks.put("a child that leads a group starts in its folder and is killed with it", this::group);
        checks.put("the end of a process can be waited for", this::processEnd);
        checks.put("a copy of a descriptor has the number that is asked for", this::duplicated);
        checks.put("a sealed memory file cannot be written", this::sealed);
        checks.put("the kernel copies between files", this::copied);
        checks.put("a lock is held until its descriptor is closed", this::locked);
        checks.put("descriptors marked so do not reach a child", this::closedOnExec);
        checks.put("a pipe whose writer is closed is at its end", this::pipe);
        checks.put("an argument that is not UTF-8 arrives as it is", this::notUtf8);
        checks.put("a symbolic link and a pipe are made with their exact bytes", this::nodes);
        checks.put("times are set to the nanosecond", this::times);
        checks.put("extended attributes are listed and read", this::attributes);
        checks.put("the holes of a file are found, or taken for data", this::holes);
        checks.put("a terminal is told from other files", this::terminal);
        checks.put("the process knows its ids", () -> posix.userId() >= 0 && posix.groupId() >= 0);
        checks.putAll(new SignalContract(posix).checks());
        return checks;
    }

    private boolean failedCall() {
        Descriptor closed = MemoryFile.empty(posix, "closed").descriptor();
        closed.close();
        try (Descriptor missing = posix.open(folder.resolve("missing").toString(), Constants.O_RDONLY)) {
            return missing.number() < 0;
        } catch (PosixException e) {
            return e.errno() == Constants.ENOENT && closed.seek(0, Constants.SEEK_END) < 0;
        }
    }

    private boolean errorTexts() {
        // The numbers of files, processes and sockets; musl has no words for some of the others.
        boolean areKnown = IntStream.concat(IntStream.rangeClosed(1, 40), IntStream.rangeClosed(95, 108))
                .mapToObj(posix::errorText)
                .noneMatch(text -> text.isBlank() || text.startsWith("error "));
        return areKnown
                && posix.errorText(Constants.ELOOP).toLowerCase(Locale.ROOT).contains("symbolic link")
                && posix.errorText(Constants.ENOENT).equals("No such file or directory")
                && posix.errorText(4000).equals("error 4000");
    }

    /** The signal itself stands for the write: this process may have no limit. */
    private boolean sizeLimit() {
        posix.outliveSizeLimit();
        return posix.kill((int) ProcessHandle.current().pid(), 25) == 0 && status("kill -XFSZ $$") == 128 + 25;
    }

    private boolean read() {
        try (Descriptor file = posix.open(write("read", "hello"), Constants.O_RDONLY);
                NativeMemory memory = NativeMemory.allocate(16)) {
            return file.read(memory.address(), 16) == 5 && memory.buffer().get(4) == 'o';
        }
    }

    private boolean mapped() {
        MappedMemory memory = MappedMemory.of(posix, 1 << 20);
        boolean isZero = memory.buffer().getLong(1 << 19) == 0;
        memory.buffer().putLong(1 << 19, 42);
        return isZero
                && memory.buffer().getLong(1 << 19) == 42
                && NativeMemory.addressOf(memory.buffer()) == memory.address();
    }

    private boolean unmapped() {
        MappedMemory memory = MappedMemory.of(posix, 1 << 20);
        boolean wasMapped = advise(memory) == 0;
        memory.close();
        return wasMapped && advise(memory) < 0;
    }

    private long advise(MappedMemory memory) {
        return posix.call(SystemCall.MADVISE, memory.address(), memory.buffer().capacity(), 0);
    }

    private boolean descriptors() {
        String file = write("out", "");
        List<String> words = List.of("sh", "-c", "echo $A >&9");
        return ending(file, out -> posix.spawn("/bin/sh", words, List.of("A=b c"), Map.of(9, out)))
                && "b c\n".equals(content(file));
    }

    /** Whether a child that is given a file to write to ends well. */
    private boolean ending(String file, ToIntFunction<Descriptor> start) {
        try (Descriptor out = posix.open(file, Constants.O_WRONLY)) {
            return posix.waitFor(start.applyAsInt(out)) == 0;
        }
    }

    private boolean signals() {
        return status("while read -r k v; do case $k in SigBlk:|SigIgn:) test $((0x$v & 0x7fffffff)) = 0 || exit 1;;"
                        + " esac; done < /proc/self/status")
                == 0;
    }

    private boolean missingProgram() {
        return posix.spawn("/no/such/program", List.of("x"), List.of(), Map.of()) == -Constants.ENOENT;
    }

    private boolean group() {
        String script = "test \"$PWD\" = / || exit 1; sleep 60 & wait";
        int child = posix.spawn(
                "/bin/sh", List.of("sh", "-c", script), List.of(), Map.of(), Starting.inGroup(Optional.of("/")));
        return posix.kill(-child, Constants.SIGKILL) == 0 && posix.waitFor(child) == 128 + Constants.SIGKILL;
    }

    private boolean processEnd() {
        int child = posix.spawn("/bin/sh", List.of("sh", "-c", "exit 3"), List.of(), Map.of());
        try (Descriptor process = posix.openProcess(child, "the shell");
                NativeMemory entry = NativeMemory.allocate(Long.BYTES)) {
            entry.buffer().putInt(0, process.number()).putShort(Integer.BYTES, (short) Constants.POLLIN);
            int result;
            do {
                result = posix.poll(entry.address(), 1, 10_000);
            } while (result == -Constants.EINTR);
            return result == 1 && posix.waitFor(child) == 3;
        }
    }

    private boolean duplicated() {
        try (MemoryFile file = MemoryFile.empty(posix, "original");
                Descriptor copy = file.descriptor().duplicate(50)) {
            copy.writeFully(bytes("abc"), "write");
            return copy.number() >= 50 && Arrays.equals(bytes("abc"), file.content());
        }
    }

    private boolean sealed() {
        try (MemoryFile file = MemoryFile.of(posix, "test", bytes("abc"));
                NativeMemory text = NativeMemory.string("d")) {
            return file.isSealed()
                    && file.descriptor().write(text.address(), 1) < 0
                    && Arrays.equals(bytes("abc"), file.content());
        }
    }

    private boolean copied() {
        try (Descriptor source = posix.open(write("source", "0123456789"), Constants.O_RDONLY);
                MemoryFile copy = MemoryFile.copy(posix, source, 2, 3, "copy")) {
            return Arrays.equals(bytes("234"), copy.content()) && isTooLong(source);
        }
    }

    private boolean isTooLong(Descriptor tenBytes) {
        try {
            MemoryFile.copy(posix, tenBytes, 2, 9, "copy").close();
            return false;
        } catch (AppRunnerException e) {
            return true;
        }
    }

    private boolean locked() {
        String file = write("lock", "");
        try (Descriptor first = posix.open(file, Constants.O_RDONLY);
                Descriptor second = posix.open(file, Constants.O_RDONLY)) {
            boolean isHeld = first.lock(true) == 0 && second.lock(false) == -Constants.EAGAIN;
            first.close();
            return isHeld && second.lock(false) == 0;
        }
    }

    private boolean closedOnExec() {
        try (MemoryFile file = MemoryFile.empty(posix, "kept")) {
            String there = "test -e " + file.descriptor().path();
            boolean isClosed = status(there) != 0;
            file.descriptor().keepOnExec();
            return isClosed && status(there) == 0;
        }
    }

    private boolean pipe() {
        try (Descriptor.Pipe ends = posix.pipe()) {
            ends.writer().writeFully(bytes("x"), "write");
            ends.writer().close();
            return Arrays.equals(bytes("x"), ends.reader().readUpTo(2, "read"));
        }
    }

    private boolean notUtf8() {
        byte[] bytes = {'a', (byte) 0xff, (byte) 0xc3, 0x28, (byte) 0xf0, (byte) 0x9f, (byte) 0x98, (byte) 0x80};
        String file = write("bytes", "");
        List<String> words = List.of("sh", "-c", "printf %s \"$1\"", "sh", RawText.decode(bytes));
        return ending(file, out -> posix.spawn("/bin/sh", words, List.of(), Map.of(1, out)))
                && Arrays.equals(bytes, raw(file));
    }

    private boolean nodes() {
        byte[] link = path("link");
        return posix.makeLink(bytes("../a//b"), link) == 0
                && posix.makeLink(bytes("x"), link) == -Constants.EEXIST
                && posix.makeNode(path("pipe"), 0010600, 0) == 0
                && status("test -p '" + folder.resolve("pipe") + "' && test \"$(readlink '" + folder.resolve("link")
                                + "')\" = ../a//b")
                        == 0;
    }

    private boolean times() {
        Path file = Path.of(write("times", ""));
        return posix.setTimes(bytes(file.toString()), 1, 2, 1_000_000_000, 123_456_789) == 0
                && time(file, "lastAccessTime").equals(Instant.ofEpochSecond(1, 2))
                && time(file, "lastModifiedTime").equals(Instant.ofEpochSecond(1_000_000_000, 123_456_789))
                && posix.setTimes(path("missing"), 0, 0, 0, 0) == -Constants.ENOENT;
    }

    private static Instant time(Path file, String attribute) {
        try {
            return ((FileTime) Files.getAttribute(file, attribute)).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the file system has no attributes, it is enough that it says so. */
    private boolean attributes() {
        Path path = Path.of(write("attributes", ""));
        boolean hasAttributes = give(path, "contract", "value");
        try (NativeMemory file = NativeMemory.string(path.toString());
                NativeMemory missing = NativeMemory.string(path("missing"));
                NativeMemory name = NativeMemory.string("user.contract");
                NativeMemory none = NativeMemory.string("user.none");
                NativeMemory space = NativeMemory.allocate(1 << 16)) {
            boolean holds = hasAttributes
                    ? text(space, posix.attributeNames(file.address(), space)).contains("user.contract\0")
                            && text(space, posix.attribute(file.address(), name.address(), space))
                                    .equals("value")
                            && posix.attribute(file.address(), none.address(), space) == -Constants.ENODATA
                    : posix.attribute(file.address(), name.address(), space) == -Constants.EOPNOTSUPP;
            return holds && posix.attributeNames(missing.address(), space) == -Constants.ENOENT;
        }
    }

    /** Gives a file an attribute by the means of the Java library; false where its file system has none. */
    private static boolean give(Path file, String name, String value) {
        try {
            UserDefinedFileAttributeView view = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
            return view.write(name, ByteBuffer.wrap(bytes(value))) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** The first bytes of a memory, nothing for a negated errno. */
    private static String text(NativeMemory memory, int length) {
        byte[] bytes = new byte[Math.max(length, 0)];
        memory.buffer().get(0, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** A megabyte without data and five bytes; a file system that knows no holes gives the end as the only one. */
    private boolean holes() {
        Path sparse = Path.of(write("holes", ""));
        int data = 1 << 20;
        writeAt(sparse, data, "12345");
        try (Descriptor file = posix.open(sparse.toString(), Constants.O_RDONLY)) {
            long hole = file.seek(0, Constants.SEEK_HOLE);
            long next = file.seek(0, Constants.SEEK_DATA);
            boolean isFound = hasHole(sparse) ? hole == 0 && next == data : hole == data + 5 && next == 0;
            return isFound
                    && file.seek(0, Constants.SEEK_END) == data + 5
                    && file.seek(data + 1, Constants.SEEK_DATA) == data + 1
                    && file.seek(data + 1, Constants.SEEK_HOLE) == data + 5
                    && file.seek(data + 5, Constants.SEEK_DATA) < 0;
        }
    }

    /** Whether the file system left out what was not written; stat tells the blocks that are in use. */
    private boolean hasHole(Path file) {
        return status("test $(stat -c %b '" + file + "') -lt 2048") == 0;
    }

    private static void writeAt(Path file, long position, String text) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes(text)), position);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean terminal() {
        try (Descriptor file = posix.open(write("terminal", ""), Constants.O_RDONLY)) {
            return !file.isTerminal() && isTerminal();
        }
    }

    private boolean isTerminal() {
        try (Descriptor pair = posix.open("/dev/ptmx", Constants.O_RDWR)) {
            return pair.isTerminal();
        } catch (PosixException e) {
            return true; // a sandbox may have no terminals
        }
    }

    private byte[] path(String name) {
        return bytes(folder.resolve(name).toString());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private int status(String script) {
        return posix.waitFor(posix.spawn("/bin/sh", List.of("sh", "-c", script), List.of(), Map.of()));
    }

    private String write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String content(String file) {
        return new String(raw(file), StandardCharsets.UTF_8);
    }

    private static byte[] raw(String file) {
        try {
            return Files.readAllBytes(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
