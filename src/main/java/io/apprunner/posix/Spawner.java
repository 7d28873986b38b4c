// SPDX-License-Identifier: Apache-2.0
package io.apprunner.posix;

import io.apprunner.posix.memory.NativeMemory;
import io.apprunner.posix.memory.StringArray;
import io.apprunner.posix.signal.SignalSet;
import io.apprunner.posix.signal.Starting;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What both kinds of {@link Posix} share: posix_spawn(3) and more, by the few libc functions that they declare. */
interface Spawner extends Posix {
    /** Larger than posix_spawnattr_t and posix_spawn_file_actions_t of glibc and musl (336 bytes at most). */
    int STRUCT_SIZE = 512;

    /** sigset_t of glibc and musl. */
    int SIGNAL_SET_SIZE = 128;

    /** POSIX_SPAWN_SETSIGDEF and POSIX_SPAWN_SETSIGMASK. */
    int FLAGS = 0x04 | 0x08;

    /** POSIX_SPAWN_SETPGROUP; the attributes' group is 0, which means a new one. */
    int SET_GROUP = 0x02;

    /** No sentence of strerror(3) is longer. */
    int TEXT_SIZE = 256;

    int attributesInit(long attributes);

    int attributesSetFlags(long attributes, short flags);

    int attributesSetDefaults(long attributes, long signals);

    int attributesSetMask(long attributes, long signals);

    int actionsInit(long actions);

    int actionsAddDup2(long actions, int from, int to);

    int actionsAddFolder(long actions, long folder);

    int actionsDestroy(long actions);

    int spawn(long process, long path, long actions, long attributes, long argv, long envp);

    /** strerror_r(3) as POSIX has it, which is safe for threads; glibc's own function of that name differs. */
    int errorText(int errno, long buffer, long size);

    @Override
    default String errorText(int errno) {
        try (NativeMemory text = NativeMemory.allocate(TEXT_SIZE)) {
            String none = read(0, text);
            String found = read(errno, text);
            return found.isEmpty() || found.equals(none) ? "error " + errno : found;
        }
    }

    /** The text for an errno; for an unknown one musl gives that for 0, and glibc fails. */
    private String read(int errno, NativeMemory text) {
        int result = errorText(errno, text.address(), TEXT_SIZE);
        byte[] bytes = new byte[TEXT_SIZE];
        text.buffer().get(0, bytes);
        int length = 0;
        while (length < TEXT_SIZE && bytes[length] != 0) {
            length++;
        }
        return result == 0 ? new String(bytes, 0, length, StandardCharsets.UTF_8) : "";
    }

    @Override
    default int spawn(
            String path,
            List<String> arguments,
            List<String> environment,
            Map<Integer, Descriptor> descriptors,
            Starting how) {
        try (NativeMemory process = NativeMemory.allocate(Integer.BYTES);
                NativeMemory name = NativeMemory.string(path);
                NativeMemory place = NativeMemory.string(how.folder().orElse(""));
                StringArray argv = StringArray.of(arguments);
                StringArray envp = StringArray.of(environment);
                NativeMemory attributes = NativeMemory.allocate(STRUCT_SIZE);
                NativeMemory actions = NativeMemory.allocate(STRUCT_SIZE);
                NativeMemory signals = NativeMemory.allocate(SIGNAL_SET_SIZE)) {
            attributesInit(attributes.address());
            attributesSetFlags(attributes.address(), (short) (how.leadsGroup() ? FLAGS | SET_GROUP : FLAGS));
            signals.buffer().putLong(0, how.blocked().bits());
            attributesSetMask(attributes.address(), signals.address());
            signals.buffer().putLong(0, SignalSet.ALL.without(how.ignored()).bits());
            attributesSetDefaults(attributes.address(), signals.address());
            actionsInit(actions.address());
            if (how.folder().isPresent()) {
                actionsAddFolder(actions.address(), place.address());
            }
            Map<Integer, Descriptor> copies = copies(descriptors);
            copies.forEach((to, from) -> actionsAddDup2(actions.address(), from.number(), to));
            int error = spawn(
                    process.address(),
                    name.address(),
                    actions.address(),
                    attributes.address(),
                    argv.address(),
                    envp.address());
            actionsDestroy(actions.address());
            copies.values().forEach(Descriptor::close);
            return error == 0 ? process.buffer().getInt(0) : -error;
        }
    }

    /** Copies above all numbers that are given away: none is overwritten before it is made the child's own. */
    private static Map<Integer, Descriptor> copies(Map<Integer, Descriptor> descriptors) {
        int least = descriptors.keySet().stream().reduce(0, Math::max) + 1;
        Map<Integer, Descriptor> copies = new HashMap<>();
        descriptors.forEach((to, from) -> copies.put(to, from.duplicate(least)));
        return copies;
    }
}
