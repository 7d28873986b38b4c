# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Sourced by the scripts of this folder, and by whoever builds:  . build/env.sh
# Exports JAVA_HOME (a JDK 25, where there is one) and APP_RUNNER_CACHE.

app_runner_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export APP_RUNNER_CACHE=${APP_RUNNER_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/app-runner}

# Messages go to stderr: what a script prints on stdout is its result.
say() { printf '%s: %s\n' "$(basename "$0" .sh)" "$*" >&2; }
die() { say "$@"; exit 1; }

is_jdk25() { [ -x "$1/bin/javac" ] && grep -qs '^JAVA_VERSION="25' "$1/release"; }

# find_jdk25: prints the home of a JDK 25: JAVA_HOME, else one of /usr/lib/jvm, else that of javac on PATH
find_jdk25() {
    local home javac
    javac=$(readlink -f "$(command -v javac)" 2> /dev/null) || true
    for home in "${JAVA_HOME:-}" /usr/lib/jvm/*25* "${javac%/bin/javac}"; do
        if [ -n "$home" ] && is_jdk25 "$home"; then
            echo "$home"
            return 0
        fi
    done
    return 1
}
if jdk25=$(find_jdk25); then export JAVA_HOME=$jdk25; fi
unset jdk25

# cache_dir NAME FILES...: prints the folder of the cache for what is made from these files' contents
cache_dir() {
    local name=$1 hash
    shift
    hash=$(cat -- "$@" | sha256sum)
    echo "$APP_RUNNER_CACHE/$name-${hash:0:16}"
}

# make_once TARGET FUNCTION: makes the folder TARGET, unless it is there already. FUNCTION is called with an
# empty work folder beside TARGET and leaves the result in its sub-folder "out", which takes its place at the
# end in one step: nobody sees a half-made TARGET. Of several callers at once one works, the others wait.
make_once() {
    local target=$1 function=$2
    [ ! -d "$target" ] || return 0
    mkdir -p "$APP_RUNNER_CACHE/locks"
    exec {make_once_lock}> "$APP_RUNNER_CACHE/locks/$(basename "$target")"
    flock "$make_once_lock"
    if [ ! -d "$target" ]; then
        make_once_work=$(mktemp -d "$APP_RUNNER_CACHE/.work.XXXXXX")
        trap 'rm -rf "$make_once_work"' EXIT
        umask 022
        mkdir "$make_once_work/out"
        "$function" "$make_once_work"
        mv "$make_once_work/out" "$target"
        rm -rf "$make_once_work"
        trap - EXIT
        say "done in $SECONDS s"
    fi
    exec {make_once_lock}>&-
}

# quietly LOG COMMAND...: runs the command with its output in the file LOG, and shows the end of that if it fails
quietly() {
    local log=$1
    shift
    "$@" > "$log" 2>&1 || { tail -n 40 "$log" >&2; die "failed: $1"; }
}

# debian_source ARGUMENTS: see native-toolchain/debian-source.sh
debian_source() { bash "$app_runner_root/native-toolchain/debian-source.sh" "$@"; }

# kernel_headers DIR: links the kernel's headers into DIR, for -isystem: musl brings none
kernel_headers() {
    local triplet
    triplet=$(gcc -print-multiarch)
    mkdir -p "$1"
    ln -s /usr/include/linux /usr/include/asm-generic "/usr/include/$triplet/asm" "$1/"
}
