// SPDX-License-Identifier: Apache-2.0
package io.apprunner.it.support;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Something that a test may need of the machine. */
public enum Need {
    /** The kernel's FUSE device can be opened. */
    FUSE(Host::isFuseUsable, "/dev/fuse cannot be opened"),

    /** Root runs the tests. */
    ROOT(Host::isRoot, "the tests are not run by root"),

    /** Root runs the tests and can act as an ordinary user. */
    TWO_ACCOUNTS(Host::hasTwoAccounts, "needs root and an ordinary user"),

    /** Ordinary users can make user namespaces and mount in them. */
    USER_NAMESPACES(
            Host::areUserNamespacesUsable, "there is no ordinary user who can make user namespaces and open /dev/fuse"),

    /** Ordinary users can have more ids than one in user namespaces. */
    SUBORDINATE_IDS(() -> Files.isExecutable(Path.of("/usr/bin/newuidmap")), "newuidmap is not installed"),

    /** The host has a bubblewrap of its own. */
    BUBBLEWRAP(() -> Host.hasProgram("bwrap"), "bwrap is not installed"),

    /** There is a repository of packages. */
    PACKAGES(() -> Images.packages().isPresent(), "no repository of packages was made"),

    /** The servers of a session are there: X, Wayland, D-Bus, sound. */
    SERVERS(
            () -> Stream.of("Xvfb", "weston", "pulseaudio", "dbus-daemon").allMatch(Host::hasProgram),
            "Xvfb, weston, pulseaudio or dbus-daemon is not installed"),

    /** Root can start containers. */
    PODMAN(() -> Host.isRoot() && Host.hasProgram("podman"), "podman is not installed, or not for root"),

    /** The shell is there. */
    ZSH(() -> Host.hasProgram("zsh"), "zsh is not installed"),

    /** The shell is there. */
    FISH(() -> Host.hasProgram("fish"), "fish is not installed"),

    /** The interpreter is there. */
    PYTHON(() -> Host.hasProgram("python3"), "python3 is not installed"),

    /** Manual pages can be formatted. */
    GROFF(() -> Host.hasProgram("groff"), "groff is not installed");

    private final BooleanSupplier isMet;
    private final String obstacle;

    Need(BooleanSupplier isMet, String obstacle) {
        this.isMet = isMet;
        this.obstacle = obstacle;
    }

    /** Whether the machine has it. */
    public boolean isMet() {
        return isMet.getAsBoolean();
    }

    /** What is wrong when it has not. */
    public String obstacle() {
        return obstacle;
    }
}
