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

# Packages that one archive may not have are left out; the tables say how large the tree was.
large_corpus() {
    local target=$1 debs=$2 package
    mkdir "$target" "$debs"
    for package in openjdk-{17,21,25}-{jdk,jre}-headless perl-modules-5.{36,40} libperl5.{36,40} \
        libpython3.{11,13}-{stdlib,minimal} python3.{11,13}-minimal; do
        (cd "$debs" && apt-get download -q "$package" > /dev/null 2>&1) || continue
        mkdir -p "$target/$package"
        dpkg-deb -x "$debs"/*.deb "$target/$package"
        rm -f "$debs"/*.deb
    done
    [ -n "$(ls "$target")" ] || die "apt-get download found none of the packages: apt-get update?"
}
