#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Prints the GRAALVM_HOME to build with, and nothing else: GRAALVM_HOME itself or the home of the native-image on
# PATH if that is version 25 and has the static JDK libraries for musl, else one that native-toolchain/ makes.
# Usage: toolchain.sh
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/env.sh"

fits() {
    [ -x "$1/bin/native-image" ] && [ -e "$1/lib/static/linux-amd64/musl/libjava.a" ] &&
        "$1/bin/native-image" --version 2> /dev/null | head -n 1 | grep -Eq '[^0-9.]25([.]| |$)'
}

on_path=$(readlink -f "$(command -v native-image)" 2> /dev/null) || true
for home in "${GRAALVM_HOME:-}" "${on_path%/bin/native-image}"; do
    if [ -n "$home" ] && fits "$home"; then
        echo "$home"
        exit 0
    fi
done

jdk=$(find_jdk25) || die "no JDK 25 found: set JAVA_HOME to one"
mapfile -t files < <(find "$here/../native-toolchain" -type f \( -name '*.sh' -o -name pom.xml -o -path '*/c/*' -o -name '*.java' \) | LC_ALL=C sort)
target=$(cache_dir graalvm "${files[@]}" "$jdk/release")

build() {
    say "no GraalVM 25 with musl libraries found: assembling one (about a minute)"
    JAVA_HOME=$jdk CACHE_DIR=$APP_RUNNER_CACHE/downloads quietly "$1/log" \
        bash "$here/../native-toolchain/bootstrap.sh" "$1/out"
}
make_once "$target" build
echo "$target"
