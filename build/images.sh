#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes the demo image ./app-runner (a Debian root as layer 0) and target/app-runner-busybox (a busybox root, for tests).
# Usage: images.sh
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/env.sh"
cd "$app_runner_root"

launcher=$(bash build/launcher.sh)
tools=$(bash build/helper-tools.sh)
mapfile -t writer < <(find src/main/java/io/apprunner/dwarfs src/main/java/io/apprunner/zstd src/main/java/io/apprunner/filesystems -name '*.java' | LC_ALL=C sort)

# layer_of ROOT NAME: prints the folder with layer.dwarfs, made of ROOT/root.tar
layer_of() {
    tar=$1/root.tar
    layer=$(cache_dir "$2-layer-$(basename "$1" | sed 's/.*-//')" "${writer[@]}" "$here/images.sh")
    make_once "$layer" pack
    echo "$layer"
}

pack() {
    say "compressing $(basename "$(dirname "$tar")") (about a minute)"
    mkdir "$1/root"
    tar -xf "$tar" -C "$1/root" --numeric-owner
    quietly "$1/log" "$launcher" fim-layer create "$1/root" "$1/out/layer.dwarfs"
}

debian=$(layer_of "$(bash build/debian-root.sh)" debian)
busybox=$(layer_of "$(bash build/busybox-root.sh)" busybox)
"$launcher" fim-assemble target/app-runner-busybox BUSYBOX "$tools" "$busybox/layer.dwarfs"
"$launcher" fim-assemble app-runner DEBIAN "$tools" "$debian/layer.dwarfs"
# Where released images of FlatImage look for recipes; nothing is fetched unless somebody asks.
./app-runner fim-remote set https://raw.githubusercontent.com/flatimage/recipes/master > /dev/null
bash build/shell-files.sh "$launcher"
say "made ./app-runner ($(stat -c %s app-runner) bytes)"
