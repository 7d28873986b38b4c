// SPDX-License-Identifier: Apache-2.0
package io.apprunner.reserved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReservedAreaTest {
    private static final Set<Component> ALL = EnumSet.allOf(Component.class);
    private static final int NEVER = Integer.MAX_VALUE;

    private final CrashingStorage storage = new CrashingStorage(new byte[AreaLayout.AREA_SIZE], NEVER);

    @Test
    void anAreaOfZerosHasNoValues() {
        assertThat(values(storage)).isEmpty();
    }

    @Test
    void everythingHasAPlaceOfItsOwnInsideTheArea() {
        assertThat(AreaLayout.extent(AreaLayout.EXTENTS)).isEqualTo(AreaLayout.AREA_SIZE);
        assertThat(Slot.DIRECTORY_SIZE).isLessThanOrEqualTo(AreaLayout.INLINE_VALUES);
        assertThat(ALL).extracting(Component::number).doesNotHaveDuplicates().allMatch(n -> n < Slot.ENTRIES);
        assertThat(ALL.stream().filter(Component::isLarge).count()).isLessThan(AreaLayout.EXTENTS);
        assertThat(ALL.stream().filter(c -> !c.isLarge()).mapToInt(c -> c.inlineOffset() + c.limit()))
                .allMatch(end -> end <= AreaLayout.SLOT_SIZE);
    }

    @ParameterizedTest
    @EnumSource
    void aValueOfTheLargestSizeIsReadAsItWasWritten(Component component) throws IOException {
        Map<Component, String> expected = new HashMap<>();
        for (Component each : ALL) {
            expected.put(each, "v".repeat(each.limit()));
            write(storage, each, "v".repeat(each.limit()));
        }
        assertThat(values(storage)).isEqualTo(expected);
        write(storage, component, "w".repeat(component.limit()));
        expected.put(component, "w".repeat(component.limit()));
        assertThat(values(storage)).isEqualTo(expected);
        new AreaWriter(storage, "image").write(Map.of(component, Optional.empty()));
        expected.remove(component);
        assertThat(values(storage)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void aValueThatIsTooLargeIsRefusedBeforeAByteIsWritten(Component component) {
        CrashingStorage untouchable = new CrashingStorage(new byte[AreaLayout.AREA_SIZE], 0);
        assertThatThrownBy(() -> write(untouchable, component, "v".repeat(component.limit() + 1)))
                .isInstanceOfSatisfying(
                        AppRunnerException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT));
    }

    @Test
    void whatIsStoredAlreadyIsNotWrittenAgain() throws IOException {
        write(storage, Component.BOOT, "same");
        CrashingStorage untouchable = new CrashingStorage(storage.read(0, AreaLayout.AREA_SIZE), 0);
        write(untouchable, Component.BOOT, "same");
        new AreaWriter(untouchable, "image").write(Map.of(Component.REMOTE, Optional.empty()));
    }

    @Test
    void aCrashLeavesTheOldOrTheNewValues() throws IOException {
        Random random = new Random(4);
        for (int round = 0; round < 300; round++) {
            byte[] area = new byte[AreaLayout.AREA_SIZE];
            Map<Component, String> before = Map.of();
            for (int change = 0; change < 6; change++) {
                CrashingStorage crashing = new CrashingStorage(area, random.nextInt(9));
                Map<Component, Optional<byte[]>> wanted = randomChange(random);
                Map<Component, String> after = apply(before, wanted);
                boolean done = tryWrite(crashing, wanted);
                area = random.nextBoolean() ? crashing.afterKill(random) : crashing.afterPowerCut(random);
                Map<Component, String> found = values(new CrashingStorage(area, NEVER));
                if (done) {
                    assertThat(found).isEqualTo(after);
                } else {
                    assertThat(found).isIn(before, after);
                }
                before = found;
            }
        }
    }

    @Test
    void damageIsNeverTakenForAValue() throws IOException {
        for (Component component : ALL) {
            write(storage, component, "old " + component.number());
            write(storage, component, "new " + component.number());
        }
        Map<Component, String> sound = values(storage);
        byte[] area = storage.read(0, AreaLayout.AREA_SIZE);
        Random random = new Random(5);
        for (int round = 0; round < 2000; round++) {
            byte[] damaged = area.clone();
            int at = random.nextInt(3) == 0 ? random.nextInt(damaged.length) : random.nextInt(40_000);
            int length = Math.min(damaged.length - at, 1 + random.nextInt(1 << random.nextInt(16)));
            byte[] noise = new byte[length];
            random.nextBytes(noise);
            System.arraycopy(noise, 0, damaged, at, length);
            ReservedArea reader = new ReservedArea(new CrashingStorage(damaged, NEVER), "image");
            for (Component component : ALL) {
                try {
                    assertThat(text(reader.read(Set.of(component)), component)).contains(sound.get(component));
                } catch (AppRunnerException e) {
                    assertThat(e.hint()).contains("fim-reset");
                }
            }
        }
    }

    @Test
    void aDamagedValueCanBeSetAgainAndTheOthersStay() throws IOException {
        write(storage, Component.PERMISSIONS, "p");
        write(storage, Component.ENVIRONMENT, "environment");
        storage.write(AreaLayout.extent(0), new byte[] {0});
        assertThatThrownBy(() -> values(storage))
                .hasMessageContaining("environment")
                .hasMessageContaining("damaged");
        write(storage, Component.REMOTE, "r");
        assertThatThrownBy(() -> values(storage)).hasMessageContaining("environment");
        write(storage, Component.ENVIRONMENT, "environment");
        assertThat(values(storage))
                .isEqualTo(Map.of(
                        Component.PERMISSIONS, "p", Component.ENVIRONMENT, "environment", Component.REMOTE, "r"));
    }

    @Test
    void anAreaFullOfNoiseIsRefusedUntilItIsErased() throws IOException {
        byte[] noise = new byte[AreaLayout.AREA_SIZE];
        Arrays.fill(noise, (byte) 0xff);
        CrashingStorage full = new CrashingStorage(noise, NEVER);
        assertThatThrownBy(() -> values(full)).hasMessageContaining("damaged");
        assertThatThrownBy(() -> write(full, Component.BOOT, "b")).hasMessageContaining("damaged");
        new AreaWriter(full, "image").erase();
        assertThat(values(full)).isEmpty();
        write(full, Component.BOOT, "b");
        assertThat(values(full)).isEqualTo(Map.of(Component.BOOT, "b"));
    }

    @Test
    void anAreaOfALaterVersionIsNeitherReadNorWritten() throws IOException {
        write(storage, Component.BOOT, "b");
        byte[] selector = storage.read(0, Selector.SIZE);
        selector[8] = 2;
        java.nio.ByteBuffer.wrap(selector)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .putLong(32, Selector.Checksum.of(selector, 0, 32));
        storage.write(0, selector);
        assertThatThrownBy(() -> values(storage))
                .isInstanceOfSatisfying(
                        AppRunnerException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED));
        assertThatThrownBy(() -> write(storage, Component.BOOT, "c")).hasMessageContaining("version 2");
    }

    private static boolean tryWrite(Storage storage, Map<Component, Optional<byte[]>> wanted) {
        try {
            new AreaWriter(storage, "image").write(wanted);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Map<Component, Optional<byte[]>> randomChange(Random random) {
        Map<Component, Optional<byte[]>> change = new HashMap<>();
        Component[] large = {Component.ICON, Component.ENVIRONMENT, Component.BINDS};
        Component[] small = {Component.PERMISSIONS, Component.BOOT, Component.REMOTE};
        change.put(large[random.nextInt(3)], randomValue(random, 40_000));
        change.put(small[random.nextInt(3)], randomValue(random, 8));
        return change;
    }

    private static Optional<byte[]> randomValue(Random random, int limit) {
        return random.nextInt(5) == 0
                ? Optional.empty()
                : Optional.of(("" + (char) ('a' + random.nextInt(26)))
                        .repeat(1 + random.nextInt(limit))
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static Map<Component, String> apply(
            Map<Component, String> before, Map<Component, Optional<byte[]>> changes) {
        Map<Component, String> after = new HashMap<>(before);
        changes.forEach((component, value) -> {
            after.remove(component);
            value.ifPresent(bytes -> after.put(component, new String(bytes, StandardCharsets.UTF_8)));
        });
        return after;
    }

    private static void write(Storage storage, Component component, String value) throws IOException {
        new AreaWriter(storage, "image").write(Map.of(component, Optional.of(value.getBytes(StandardCharsets.UTF_8))));
    }

    private static Map<Component, String> values(Storage storage) {
        Snapshot snapshot = new ReservedArea(storage, "image").read(ALL);
        Map<Component, String> values = new HashMap<>();
        ALL.forEach(component -> text(snapshot, component).ifPresent(value -> values.put(component, value)));
        return values;
    }

    private static Optional<String> text(Snapshot snapshot, Component component) {
        return snapshot.value(component).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
}
