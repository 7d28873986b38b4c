# SPDX-License-Identifier: Apache-2.0
# The trees that the benchmarks pack. Sourced; wants $repository and a function die.
# shellcheck shell=bash

# corpus WANTED WORK: makes a tree below WORK and prints its path. WANTED is empty (the Debian root), "large", or a folder.
corpus() {
    local wanted=$1 target=$2/root
    case "$wanted" in
        '')
            mkdir "$target"
            tar -xpf "$(bash "$repository/build/debian-root.sh")/root.tar" -C "$target"
            ;;
        large) large_corpus "$target" "$2/debs" ;;
        *) target=$wanted ;;
    esac
    echo "$target"
}

# Packages of three releases, so that there are several versions of one program; those that are nowhere are left out, and
# the tables say how large the tree was.
large_corpus() {
    local target=$1 debs=$2 package suite mirror
    local options=(-qq -o "Dir::State=$2/state" -o "Dir::Cache=$2/cache" -o "Dir::Etc::SourceList=$2/sources"
        -o Dir::Etc::SourceParts=- -o APT::Default-Release= -o Dir::State::status=/dev/null -o APT::Sandbox::User=root)
    mkdir -p "$target" "$debs/state/lists/partial" "$debs/cache/archives/partial"
    mirror=$(bash "$repository/native-toolchain/debian-mirror.sh")
    for suite in bookworm trixie sid; do
        echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main"
    done > "$debs/sources"
    apt-get "${options[@]}" update > /dev/null || die "apt-get update failed"
    for package in openjdk-{17,21,25}-{jdk,jre}-headless perl-modules-5.{36,40} libperl5.{36,40} \
        libpython3.{11,13}-{stdlib,minimal} python3.{11,13}-minimal; do
        (cd "$debs" && apt-get "${options[@]}" download "$package" > /dev/null 2>&1) || continue
        mkdir -p "$target/$package"
        dpkg-deb -x "$debs"/*.deb "$target/$package"
        rm -f "$debs"/*.deb
    done
    [ -n "$(ls "$target")" ] || die "none of the packages was found"
}
