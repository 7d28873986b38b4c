// SPDX-License-Identifier: Apache-2.0
package io.apprunner.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.bwrap.host.SubordinateIds;
import io.apprunner.bwrap.seccomp.Filter;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.FormatException;
import io.apprunner.expansion.Demotion;
import io.apprunner.filesystems.mount.LayerServer;
import io.apprunner.filesystems.mount.LayerView;
import io.apprunner.image.Region;
import io.apprunner.instance.system.SystemPlan;
import io.apprunner.posix.Descriptor;
import io.apprunner.posix.MemoryFile;
import io.apprunner.posix.Posix;
import io.apprunner.subprocess.Message;
import io.apprunner.subprocess.MessageReader;
import io.apprunner.subprocess.MessageWriter;
import io.apprunner.text.RawText;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All messages between our processes; docs/format/messages.md describes them. */
class MessagesTest {
    private static final String NOT_UTF_8 = RawText.decode(new byte[] {'a', (byte) 0xff});

    static Stream<Arguments> messages() {
        SupervisorPlan plan = new SupervisorPlan(
                3,
                4,
                99,
                9,
                10,
                new PassedDescriptors(2),
                new PrivateMounts(Path.of("/data dir/mnt")),
                Path.of("/data dir/root"),
                Path.of("/data dir/work"),
                new LayerView(-1, 0, true),
                "/tmp/start files",
                new SystemPlan("me:x:1:1:me:/home/me:/bin/sh", "name", List.of("LANG"), "\\w " + NOT_UTF_8),
                List.of("", NOT_UTF_8),
                List.of(new SupervisorPlan.GuestTool("a b", new Region(10, 20))),
                List.of(
                        new SupervisorPlan.Layer(3, new Region(1L << 40, 5)),
                        new SupervisorPlan.Layer(12, new Region(7, 8))),
                List.of("--bind", "/", ""),
                new Filter(List.of(-1L, 6L)),
                true,
                List.of("", "a b", NOT_UTF_8));
        return Stream.of(
                of(plan, SupervisorPlan::read),
                of(
                        new Front.Order(
                                3,
                                7,
                                8,
                                9,
                                PassedDescriptors.NONE,
                                new SubordinateIds(List.of("u", "0"), List.of("g")),
                                List.of("bwrap", "--", NOT_UTF_8)),
                        Front.Order::read),
                of(
                        new LayerServer.Order(Path.of("/a file"), -1, Path.of("/m"), LayerView.PLAIN, 1L << 40),
                        LayerServer.Order::read),
                of(new Demotion.Order(12, List.of()), Demotion.Order::read));
    }

    private static <T extends Message> Arguments of(T message, Function<MessageReader, T> reading) {
        return Arguments.of(message, reading);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aMessageArrivesAsItWasSent(Message message, Function<MessageReader, Message> reading) {
        assertThat(received(MessageWriter.bytes(message), reading)).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aMessageThatIsCutIsRefusedWhereverItEnds(Message message, Function<MessageReader, Message> reading) {
        byte[] whole = MessageWriter.bytes(message);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> received(cut, reading)).isInstanceOf(AppRunnerException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aMessageWithAFieldTooMuchIsRefused(Message message, Function<MessageReader, Message> reading) {
        byte[] longer = MessageWriter.bytes(out -> {
            message.write(out);
            out.number(1);
        });
        assertThatThrownBy(() -> received(longer, reading))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("8 bytes more");
    }

    @Test
    void aLengthThatNoMessageHasIsRefusedBeforeMemoryIsTaken() {
        byte[] head = {-1, -1, -1, 127};
        assertThatThrownBy(() -> received(head, Demotion.Order::read))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("2147483647");
    }

    @Test
    void aPipeThatIsClosedWithoutAMessageGivesNone() {
        Descriptor.Pipe pipe = Posix.get().pipe();
        pipe.writer().close();
        assertThat(MessageReader.receiveIfAny(pipe.reader(), Demotion.Order::read))
                .isEmpty();
    }

    private static Object received(byte[] bytes, Function<MessageReader, ?> reading) {
        MemoryFile file = MemoryFile.of(Posix.get(), "message", bytes);
        return MessageReader.<Object>receive(file.descriptor(), reading::apply);
    }
}
