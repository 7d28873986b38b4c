#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes a small Debian 12 root from the Debian packages: minbase without documentation, with a working apt, no
# device files, and nothing of the machine that made it. The same packages give the same bytes.
# Prints the folder with root.tar and packages.txt (name and version of each package).
# Usage: debian-root.sh       (as root)
# Environment: SOURCE_DATE_EPOCH  no file gets a later time (default: the date of the suite's index)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/env.sh"

suite=bookworm
files=("$here/debian-root.sh" "$here/env.sh" "$here/../native-toolchain/debian-mirror.sh")

build() {
    local work=$1 out=$1/out root=$1/root mirror epoch
    mirror=$(bash "$here/../native-toolchain/debian-mirror.sh")
    say "making a Debian $suite root (about a minute)"
    # A mount namespace of its own: what debootstrap mounts in the root cannot stay behind.
    quietly "$work/log" unshare --mount debootstrap --variant=minbase --merged-usr \
        --keyring=/usr/share/keyrings/debian-archive-keyring.gpg "$suite" "$root" "$mirror"
    epoch=${SOURCE_DATE_EPOCH:-$(date -d "$(sed -n 's/^Date: //p' "$root"/var/lib/apt/lists/*_dists_"$suite"_*Release | head -n 1)" +%s)}
    configure
    prune
    check_traces
    dpkg-query --admindir="$root/var/lib/dpkg" -W > "$out/packages.txt"
    tar -cf "$out/root.tar" -C "$root" --sort=name --numeric-owner --format=gnu --clamp-mtime --mtime="@$epoch" .
}

# What a guest expects to find; the files of /etc that are bound over at a start must exist.
configure() {
    local dir
    for dir in proc sys dev tmp run mnt media home; do
        rm -rf "${root:?}/$dir"
        mkdir "$root/$dir"
    done
    chmod 1777 "$root/tmp"
    printf 'deb http://deb.debian.org/debian%s main\n' " $suite" " $suite-updates" "-security $suite-security" > "$root/etc/apt/sources.list"
    # In a user namespace with a single user apt cannot become _apt.
    echo 'APT::Sandbox::User "root";' > "$root/etc/apt/apt.conf.d/90sandbox"
    rm -f "$root"/etc/{hostname,hosts,resolv.conf}      # debootstrap copies the machine's
    echo debian > "$root/etc/hostname"
    printf '127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n' > "$root/etc/hosts"
    : > "$root/etc/resolv.conf"
    touch "$root"/etc/{host.conf,passwd,group,nsswitch.conf}
}

# Licence texts (copyright files) stay: they have to go with the programs.
prune() {
    find "$root/usr/share/doc" ! -type d ! -name copyright -delete
    find "$root/usr/share/doc" -type d -empty -delete
    rm -rf "$root"/usr/share/{man,info,lintian,groff,bug}/* "$root"/usr/share/locale/*
    find "$root/usr/lib/locale" -mindepth 1 -maxdepth 1 ! -iname 'C.utf*8' -exec rm -rf {} +
    rm -rf "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/* "$root"/var/cache/ldconfig/* "$root"/var/cache/debconf/*-old \
        "$root"/var/lib/dpkg/*-old "$root"/etc/{machine-id,.pwd.lock,passwd-,group-,shadow-,gshadow-,subuid-,subgid-} "$root"/etc/ssh/ssh_host_* \
        "$root"/var/lib/dbus/machine-id "$root"/var/lib/systemd/random-seed "$root/debootstrap"
    mkdir -p "$root"/var/lib/apt/lists/partial "$root"/var/cache/apt/archives/partial
    find "$root/var/log" -type f -delete
    find "$root" -xdev \( -name __pycache__ -prune -o -name '*.a' -type f \) -exec rm -rf {} +
    sed -i 's/^\([^:]*:[^:]*\):[0-9]*:/\1::/' "$root/etc/shadow"      # no day: with day 0, su asks for a new password
}

# Neither this machine's mirror nor its host name may remain.
check_traces() {
    local host=${mirror#*://}
    host=${host%%/*}
    [ "$host" != deb.debian.org ] || return 0
    if grep -rqF "$host" "$root/etc" "$root/var"; then die "the root names the mirror that it was made from"; fi
}

target=$(cache_dir debian-root "${files[@]}")
if [ ! -d "$target" ]; then
    [ "$(id -u)" = 0 ] || die "debootstrap needs root: run this script once as root"
fi
make_once "$target" build
echo "$target"
