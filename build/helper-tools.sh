#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds the helper tools that are bundled with the program: static, stripped executables that need nothing else
# at run time. Prints the folder with bin/, licences/ and tools.json (name, version, source, licence, hash, size of each).
# Usage: helper-tools.sh
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/env.sh"

suite=trixie
unionfs_suite=bookworm      # the last one that has it
bwrap_patches=("$here"/patches/bubblewrap-*.patch)
leader=$here/../src/main/c/leader.c
files=("$here/helper-tools.sh" "${bwrap_patches[@]}" "$here/bundle.c" "$leader" "$here/env.sh" "$here"/../native-toolchain/debian-source.sh "$here"/../native-toolchain/debian-mirror.sh)
flags='-O2 -ffunction-sections -fdata-sections'
link='-static -s -Wl,--gc-sections'

build() {
    local work=$1 out=$1/out
    export DEBIAN_LISTS=$work/lists
    mkdir "$out/bin" "$out/licences"
    cp /usr/share/common-licenses/GPL-3 "$out/licences/"        # Debian's copyright files only name it
    cp /usr/share/doc/musl-dev/copyright "$out/licences/musl"
    kernel_headers "$work/kernel"
    flags+=" -isystem $work/kernel -ffile-prefix-map=$work=."     # no path of this machine in the tools
    say "building (about half a minute)"
    fuse_library
    bwrap
    fuse_overlayfs
    unionfs
    from_debian bash bash-static usr/bin/bash-static GPL-3.0-or-later https://www.gnu.org/software/bash/
    from_debian busybox busybox-static usr/bin/busybox GPL-2.0-only https://busybox.net/
    leader
    check
    { echo '['; paste -sd, "$work/tools" | sed 's/},{/},\n{/g'; echo ']'; } > "$out/tools.json"
}

# source_of PACKAGE MIN_VERSION: unpacks the source to $work/PACKAGE, and puts its Debian version in $version
source_of() { version=$(debian_source -x -m "$2" "$1" "$suite" "$work/$1"); }

# The patches save a read of the mount table for each bind, and make large ids work: see their texts. libcap has no build for musl in Debian. bubblewrap is compiled without meson, which would look for a libcap of glibc.
bwrap() {
    local cap patch
    source_of libcap2 1:2.66
    cap="$version"
    quietly "$work/log" make -C "$work/libcap2/libcap" CC=musl-gcc BUILD_CC=gcc GOLANG=no COPTS="$flags" libcap.a
    source_of bubblewrap 0.12
    for patch in "${bwrap_patches[@]}"; do
        quietly "$work/log" patch -d "$work/bubblewrap" -p1 -i "$patch"
    done
    echo "#define PACKAGE_STRING \"bubblewrap ${version%%-*}\"" > "$work/bubblewrap/config.h"
    # shellcheck disable=SC2086  # flags are words; limits.h: glibc's other headers bring it along, musl's do not
    quietly "$work/log" musl-gcc $flags $link -D_GNU_SOURCE -include limits.h \
        -I"$work/bubblewrap" -I"$work/libcap2/libcap/include" \
        "$work"/bubblewrap/*.c "$work/libcap2/libcap/libcap.a" -o "$out/bin/bwrap"
    cp "$work/bubblewrap/COPYING" "$out/licences/bwrap"
    cp "$work/libcap2/License" "$out/licences/libcap"
    tool bwrap bubblewrap "$version" LGPL-2.0-or-later https://github.com/containers/bubblewrap \
        "libcap ${cap#*:} (BSD-3-Clause OR GPL-2.0-only)" "$(basename -a "${bwrap_patches[@]}" | paste -sd ' ')"
}

fuse_library() {
    source_of fuse3 3.14
    fuse_version=$version
    # The prefix is where fusermount3 is looked for first.
    CC=musl-gcc CFLAGS="$flags" quietly "$work/log" meson setup "$work/fuse" "$work/fuse3" --prefix=/usr \
        -Dbuildtype=plain -Ddefault_library=static -Dutils=false -Dexamples=false -Dtests=false -Duseroot=false -Ddisable-mtab=true
    quietly "$work/log" ninja -C "$work/fuse" lib/libfuse3.a
    cp "$work/fuse/libfuse_config.h" "$work/fuse3/include/"
    cp "$work/fuse3/LGPL2.txt" "$out/licences/libfuse"
}

fuse_overlayfs() {
    local dir=$work/fuse-overlayfs
    source_of fuse-overlayfs 1.14
    (
        cd "$dir"
        quietly "$work/log" autoreconf -fis
        quietly "$work/log" ./configure --prefix=/usr CC=musl-gcc CFLAGS="$flags" LDFLAGS="$link" \
            FUSE_CFLAGS="-I$work/fuse3/include -D_FILE_OFFSET_BITS=64" FUSE_LIBS="$work/fuse/lib/libfuse3.a"
        quietly "$work/log" make -j2
    )
    install "$dir/fuse-overlayfs" "$out/bin/"
    cp "$dir/COPYING" "$out/licences/fuse-overlayfs"
    tool fuse-overlayfs fuse-overlayfs "$version" GPL-2.0-or-later https://github.com/containers/fuse-overlayfs \
        "libfuse ${fuse_version} (LGPL-2.1-only)"
}

# Debian's archive has unionfs-fuse as a program only, no longer its source. It is dynamic: bundle.c makes one static
# executable of it, its libraries and their loader.
unionfs() {
    local dir=$work/unionfs lib fuse libc i=0
    version=$(debian_source -b -x unionfs-fuse "$unionfs_suite" "$dir")
    fuse=$(debian_source -b -x libfuse2 "$unionfs_suite" "$dir")
    libc=$(debian_source -b -x libc6 "$unionfs_suite" "$dir")
    mkdir "$dir/bundle"
    cp "$dir/usr/bin/unionfs" "$dir/bundle/program"
    cp -L "$dir"/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2 "$dir/bundle/loader"
    for lib in $(readelf -dW "$dir/bundle/program" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p'); do
        cp -L "$dir/lib/x86_64-linux-gnu/$lib" "$dir/bundle/lib$i"
        i=$((i + 1))
    done
    [ "$i" = 4 ] || die "unionfs needs $i libraries, bundle.c holds 4"
    # shellcheck disable=SC2086  # flags are words
    (cd "$dir/bundle" && quietly "$work/log" musl-gcc $flags $link -Wall -Wextra -Werror "$here/bundle.c" -o "$out/bin/unionfs")
    cp "$dir/usr/share/doc/unionfs-fuse/copyright" "$out/licences/unionfs"
    cp "$dir/usr/share/doc/libfuse2/copyright" "$out/licences/libfuse2"
    cp "$dir/usr/share/doc/libc6/copyright" "$out/licences/glibc"
    tool unionfs unionfs-fuse "$version" BSD-3-Clause https://github.com/rpodgorny/unionfs-fuse \
        "libfuse2 $fuse (LGPL-2.1-only), glibc $libc (LGPL-2.1-or-later)"
}

# from_debian NAME PACKAGE PATH LICENCE HOME_PAGE: takes the static executable of a Debian binary package as it is
from_debian() {
    local version
    version=$(debian_source -b -x "$2" "$suite" "$work/$2")
    install "$work/$2/$3" "$out/bin/$1"
    cp "$work/$2/usr/share/doc/$2/copyright" "$out/licences/$1"
    tool "$1" "$2" "$version" "$4" "$5" "glibc (LGPL-2.1-or-later)"
}

# Our own: the parent of a guest's program.
leader() {
    # shellcheck disable=SC2086  # flags are words
    quietly "$work/log" musl-gcc $flags $link -Wall -Wextra -Werror "$leader" -o "$out/bin/leader"
    cp "$here/../LICENSE" "$out/licences/leader"
    tool leader '' 1 Apache-2.0 'app-runner, src/main/c/leader.c' ''
}

# tool NAME PACKAGE DEBIAN_VERSION LICENCE HOME_PAGE LINKED [PATCH]: notes the tool for tools.json
tool() {
    local file=$out/bin/$1 upstream=${3#*:}
    printf '{"name":"%s","version":"%s","source":"%s","debianPackage":"%s","debianVersion":"%s","licence":"%s","linked":"%s","patch":"%s","sha256":"%s","size":%d}\n' \
        "$1" "${upstream%%-*}" "$5" "$2" "$3" "$4" "$6" "${7:-}" "$(sha256sum < "$file" | cut -d' ' -f1)" "$(stat -c %s "$file")" >> "$work/tools"
}

# Each tool has no loader and no library that it would need, and runs in an empty environment.
check() {
    local file option
    for file in "$out"/bin/*; do
        if readelf -lW "$file" | grep -q INTERP || readelf -dW "$file" | grep -q NEEDED; then die "$(basename "$file") is not static"; fi
        option=--version
        [ "$(basename "$file")" != busybox ] || option=--help
        quietly "$work/log" env -i "$file" "$option"
    done
}

target=$(cache_dir helper-tools "${files[@]}")
make_once "$target" build
echo "$target"
