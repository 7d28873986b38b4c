#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes a tiny root for tests: the busybox of the helper tools, a link for each of its applets, a few files of /etc
# and the empty folders that are mount points. Prints the folder with root/ and root.tar.
# Usage: busybox-root.sh
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/env.sh"

build() {
    local root=$1/out/root applet
    mkdir -p "$root"/{bin,proc,sys,dev,tmp,run,mnt,media,home,root,var/tmp,usr,etc}
    ln -s bin "$root/sbin"
    ln -s ../bin "$root/usr/bin"
    ln -s ../bin "$root/usr/sbin"
    chmod 1777 "$root/tmp" "$root/var/tmp"
    chmod 700 "$root/root"
    install "$busybox" "$root/bin/busybox"
    for applet in $("$busybox" --list); do
        [ "$applet" = busybox ] || ln -s busybox "$root/bin/$applet"
    done
    printf 'ID=busybox-test\nNAME="BusyBox test root"\nVERSION_ID=1\n' > "$root/etc/os-release"
    printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/bin/false\n' > "$root/etc/passwd"
    printf 'root:x:0:\nnogroup:x:65534:\n' > "$root/etc/group"
    printf '127.0.0.1\tlocalhost\n' > "$root/etc/hosts"
    echo busybox-test > "$root/etc/hostname"
    touch "$root"/etc/{host.conf,nsswitch.conf,resolv.conf}
    find "$root" -exec touch -h -d @"${SOURCE_DATE_EPOCH:-0}" {} +
    tar -cf "$1/out/root.tar" -C "$root" --sort=name --format=gnu --owner=0 --group=0 --numeric-owner .
}

tools=$("$here/helper-tools.sh")
busybox=$tools/bin/busybox
target=$(cache_dir busybox-root "$here/busybox-root.sh" "$here/env.sh" "$busybox")
make_once "$target" build
echo "$target"
