// SPDX-License-Identifier: Apache-2.0
package io.apprunner.db;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.reserved.Component;
import io.apprunner.reserved.Snapshot;
import java.util.Optional;
import java.util.Set;

/**
 * One setting of an image.
 *
 * @param component where it is stored
 * @param unset its value when nothing is stored
 * @param codec between values and bytes
 * @param <T> the type of its values; they are immutable
 */
public record Setting<T>(Component component, T unset, Codec<T> codec) {
    /** What guests may use of the host. */
    public static final Setting<Set<Permission>> PERMISSIONS =
            new Setting<>(Component.PERMISSIONS, Set.of(), new FlagCodec<>(Permission.class));

    /** Which namespaces guests get of their own. */
    public static final Setting<Set<Unshare>> UNSHARE =
            new Setting<>(Component.UNSHARE, Set.of(), new FlagCodec<>(Unshare.class));

    /** Whether the desktop is told about a start. */
    public static final Setting<Boolean> NOTIFY = new Setting<>(Component.NOTIFY, false, new SwitchCodec());

    /** How the layers are stacked. */
    public static final Setting<OverlayKind> OVERLAY =
            new Setting<>(Component.OVERLAY, OverlayKind.BWRAP, OverlayKind.CODEC);

    /** Whether names of files match in upper and lower case. */
    public static final Setting<Boolean> CASEFOLD = new Setting<>(Component.CASEFOLD, false, new SwitchCodec());

    /** What runs when no command is given. */
    public static final Setting<BootCommand> BOOT =
            new Setting<>(Component.BOOT, BootCommand.DEFAULT, new BootCommand.JsonCodec());

    /** Where recipes come from; empty when unset. */
    public static final Setting<Remote> REMOTE = new Setting<>(Component.REMOTE, Remote.NONE, new Remote.JsonCodec());

    /** Variables of the guest. */
    public static final Setting<EnvironmentVariables> ENVIRONMENT =
            new Setting<>(Component.ENVIRONMENT, EnvironmentVariables.NONE, new EnvironmentVariables.JsonCodec());

    /** What the guest sees of the host's files. */
    public static final Setting<Binds> BINDS = new Setting<>(Component.BINDS, Binds.NONE, new Binds.JsonCodec());

    /** How much guests may take. */
    public static final Setting<Limits> LIMITS = new Setting<>(Component.LIMITS, Limits.NONE, new Limits.BinaryCodec());

    /** What the desktop is told; nothing when it is told nothing. */
    public static final Setting<Optional<Desktop>> DESKTOP =
            new Setting<>(Component.DESKTOP, Optional.empty(), new Desktop.JsonCodec());

    /** The application's picture; nothing when it has none. */
    public static final Setting<Optional<Icon>> ICON =
            new Setting<>(Component.ICON, Optional.empty(), new Icon.FileCodec());

    /**
     * Between values and the bytes that are stored.
     *
     * @param <T> the type of the values
     */
    public interface Codec<T> {
        /** The bytes of a value. */
        byte[] encode(T value);

        /**
         * The value of some bytes.
         *
         * @throws IllegalArgumentException when they are not those of a value; the message says what they should be
         */
        T decode(byte[] bytes);
    }

    /**
     * The value in a snapshot.
     *
     * @throws AppRunnerException when what is stored is damaged; it says how to forget it
     */
    public T in(Snapshot snapshot) {
        Optional<byte[]> bytes = snapshot.value(component);
        try {
            return bytes.map(codec::decode).orElse(unset);
        } catch (IllegalArgumentException e) {
            throw new AppRunnerException(
                    ErrorCode.FORMAT,
                    "the stored " + component.label() + " cannot be used: " + e.getMessage(),
                    "forget it with fim-reset " + component.label(),
                    e);
        }
    }

    /** What to store for a value: nothing for the one that is meant when nothing is stored. */
    public Optional<byte[]> toStore(T value) {
        return value.equals(unset) ? Optional.empty() : Optional.of(codec.encode(value));
    }

    /** On and off as one byte. */
    private record SwitchCodec() implements Codec<Boolean> {
        @Override
        public byte[] encode(Boolean value) {
            return new byte[] {(byte) (value ? 1 : 0)};
        }

        @Override
        public Boolean decode(byte[] bytes) {
            if (bytes.length != 1 || bytes[0] < 0 || bytes[0] > 1) {
                throw new IllegalArgumentException("it is neither on nor off");
            }
            return bytes[0] == 1;
        }
    }
}
