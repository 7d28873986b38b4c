#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs the packages of Debian 12 or Ubuntu 24.04 that the build and the tests need and this machine lacks. Does nothing if all are there.
# Usage: packages.sh          (as root; otherwise it says what to install)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/env.sh"

needed=(
    gcc binutils make musl-tools linux-libc-dev zlib1g-dev xz-utils maven        # the program and its native toolchain
    autoconf automake libtool pkg-config meson ninja-build dpkg-dev              # the helper tools
    debootstrap debian-archive-keyring fuse3                                     # the test roots; mounts by ordinary users
    bubblewrap squashfs-tools squashfuse                                         # peers, for benchmarks
    zsh fish groff-base                                                          # check the completion scripts and manual pages
    desktop-file-utils libxml2-utils shared-mime-info                            # the desktop's tools, for tests
    uidmap                                                                       # maps more than one user id, for tests
    xvfb weston dbus-daemon pulseaudio podman                                    # servers and containers, for tests
    apt-utils gpg gpg-agent                                                      # make and sign a package repository, for tests
    python3 less dash                                                            # type in a terminal, and what is typed, for tests
    shellcheck yamllint git ca-certificates
)
mapfile -t missing < <(printf '%s\n' "${needed[@]}" | sort |
    comm -23 - <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${needed[@]}" 2> /dev/null | sed -n 's/^installed //p' | sort -u))

if [ "${#missing[@]}" -gt 0 ]; then
    [ "$(id -u)" = 0 ] || die "as root, run: apt-get install --no-install-recommends ${missing[*]}"
    log=$(mktemp)
    trap 'rm -f "$log"' EXIT
    export DEBIAN_FRONTEND=noninteractive
    say "installing ${missing[*]}"
    quietly "$log" apt-get -qq update
    quietly "$log" apt-get -qq install -y --no-install-recommends "${missing[@]}"
fi

# Debian 12 has no package of JDK 25: this one has to be there.
find_jdk25 > /dev/null || die "no JDK 25 found: install one (Temurin 25, or openjdk-25-jdk-headless of Debian 13) and set JAVA_HOME to it"
