#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes a signed repository of Debian packages that the Debian test root lacks: cron and openssh-client, with all that
# they depend on. Prints the folder with the packages, their lists and key.asc, by which they are signed.
# Usage: package-repository.sh       (as root)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../build/env.sh"

packages=(cron openssh-client)
files=("$here/package-repository.sh" "$here/../build/debian-root.sh" "$here/../build/env.sh")

build() {
    local work=$1 out=$1/out archive mirror
    archive=$(bash "$here/../build/debian-root.sh")/root.tar
    mirror=$(bash "$here/../native-toolchain/debian-mirror.sh")
    say "making a package repository"
    mkdir -p "$work"/{etc/apt/{apt.conf.d,preferences.d},state/lists/partial,cache/archives/partial}
    tar -xOf "$archive" ./var/lib/dpkg/status > "$work/status"
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror bookworm main" > "$work/etc/apt/sources.list"
    cat > "$work/apt.conf" <<END
Dir::Etc "$work/etc/apt";
Dir::State "$work/state";
Dir::State::status "$work/status";
Dir::Cache "$work/cache";
APT::Sandbox::User "root";
END
    quietly "$work/log" env APT_CONFIG="$work/apt.conf" apt-get -q update
    quietly "$work/log" env APT_CONFIG="$work/apt.conf" apt-get -q install -y --no-install-recommends --download-only "${packages[@]}"
    mv "$work"/cache/archives/*.deb "$out"
    (cd "$out"; quietly "$work/log" index "$work")
}

# gpg's files must stand where the path of its socket is short.
index() {
    local home
    home=$(mktemp -d)
    dpkg-scanpackages --multiversion . > Packages
    apt-ftparchive -o APT::FTPArchive::Release::Suite=test release . > "$1/Release"
    mv "$1/Release" Release
    gpg --homedir "$home" --batch --quiet --passphrase '' --quick-generate-key test@example.org ed25519 sign never
    gpg --homedir "$home" --batch --quiet --armor --export > key.asc
    gpg --homedir "$home" --batch --quiet --clearsign --output InRelease Release
    gpgconf --homedir "$home" --kill all
    rm -rf "$home"
}

target=$(cache_dir package-repository "${files[@]}")
make_once "$target" build
echo "$target"
